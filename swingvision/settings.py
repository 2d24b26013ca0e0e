"""Settings of a program: one TOML file, every key also as an environment variable, nothing unknown.

Each program gives its own Section classes and its own prefix. Needs pydantic-settings, which the extras of
the programs bring.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource

BAY_PREFIX = "SWINGVISION_"
CLOUD_PREFIX = "SWINGVISION_CLOUD_"
# Variables with a prefix that are no setting of any program: where the private test clips lie.
NOT_SETTINGS = {"SWINGVISION_CLIPS"}

Given = Mapping[str, Mapping[str, Any]]
S = TypeVar("S", bound=BaseSettings)


class SettingsError(Exception):
    """One sentence: which key, what it holds, what it may hold."""


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def load(kind: type[S], path: Path, required: bool, given: Given, see: str) -> S:
    """What the command line gave before the environment before the file before the defaults.

    kind: settings whose fields are Sections. path: the file, which may be missing unless it is required.
    see: the command that lists the settings, for the sentences. Raises SettingsError.
    """
    from_file = _read(path) if required or path.exists() else {}
    _refuse_unknown_variables(kind, see)

    class FromHere(kind):  # type: ignore[valid-type, misc]
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return init_settings, env_settings, InitSettingsSource(settings_cls, from_file)

    try:
        made: S = FromHere.model_validate({name: dict(values) for name, values in given.items() if values})
    except ValidationError as error:
        raise SettingsError(_sentence(error, path, see)) from error
    return made


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"the settings file {path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"the settings file {path} is not valid TOML: {error}") from error


def _refuse_unknown_variables(kind: type[BaseSettings], see: str) -> None:
    prefix = str(kind.model_config.get("env_prefix", ""))
    known = {
        f"{prefix}{section}__{key}".upper()
        for section, field in kind.model_fields.items()
        for key in type(field.default).model_fields
    }
    for name in os.environ:
        if _is_of(name.upper(), prefix) and name.upper() not in known | NOT_SETTINGS:
            raise SettingsError(f"unknown setting {name} in the environment; see '{see}'")


def _is_of(name: str, prefix: str) -> bool:
    """Whether a variable is meant for the program with this prefix, and not for one with a longer one."""
    longest = max(
        (known for known in (BAY_PREFIX, CLOUD_PREFIX) if name.startswith(known)), key=len, default=""
    )
    return longest == prefix


def _sentence(error: ValidationError, path: Path, see: str) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"unknown setting {key} in {path}; see '{see}'"
    cause = first.get("ctx", {}).get("error")
    words = str(cause) if cause is not None else f"{first['input']!r} is not allowed: {first['msg']}"
    return f"setting {key}: {words}"


def listing(kind: type[BaseSettings]) -> str:
    """Every setting with its default and what it means, as the TOML file has them."""
    lines = []
    for section, field in kind.model_fields.items():
        lines.append(f"[{section}]")
        for key, one in type(field.default).model_fields.items():
            value = "" if one.default is None else f" = {one.default!r}".replace("'", '"')
            lines.append(f"{key}{value}" + (f"  # {one.description}" if one.description else ""))
        lines.append("")
    return "\n".join(lines)
