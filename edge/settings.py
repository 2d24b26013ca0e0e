"""The bay's settings: one TOML file, every key also as an environment variable, nothing unknown."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from edge.camera.url import parse_camera_url

PREFIX = "SWINGVISION_"
CONFIG_NAME = "bay.toml"
# Variables with the prefix that are no setting of the bay: where the private test clips lie.
NOT_SETTINGS = {"SWINGVISION_CLIPS"}


class SettingsError(Exception):
    """One sentence: which key, what it holds, what it may hold."""


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BaySection(Section):
    name: Annotated[str, Field(min_length=1, max_length=60)] = "Bay"
    port: Annotated[
        int, Field(ge=0, le=65535, description="of the page, on 127.0.0.1; 0 takes a free one")
    ] = 8787
    log_format: Literal["readable", "json"] = "readable"


class CameraSection(Section):
    """yaw_deg and roll_deg: the installer's word; unknown where absent."""

    url: str = "virtual:"
    yaw_deg: Annotated[float, Field(ge=-90, le=90)] | None = None
    roll_deg: Annotated[float, Field(ge=-45, le=45)] | None = None
    ring_mib: Annotated[
        int, Field(ge=32, le=16384, description="memory for pictures; 512 is 6.4 s of 720p60")
    ] = 512
    stall_s: Annotated[float, Field(ge=0.2, le=60, description="without a picture: frozen")] = 0.7

    @field_validator("url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        parse_camera_url(url)
        return url


class EstimatorSection(Section):
    model: Literal["full", "lite"] = "full"
    provider: Literal["auto", "tensorrt", "cuda", "cpu"] = "auto"
    threads: Annotated[int, Field(ge=1, le=64)] = 1
    fill_s: Annotated[
        float, Field(ge=0, le=600, description="spent on poses before address and past the finish, at most")
    ] = 1.0


class SessionSection(Section):
    idle_s: Annotated[float, Field(gt=0, le=86400, description="nobody seen for so long ends a session")] = (
        180
    )


class SyncSection(Section):
    """Of `swingvision bay sync`, which reads the same file."""

    drain_kib_s: Annotated[
        int, Field(ge=16, le=1 << 20, description="of a backlog at most; what is new does not wait for it")
    ] = 1024
    free_floor_mib: Annotated[
        int, Field(ge=1, le=1 << 20, description="kept free on the disk: below it the oldest clips go")
    ] = 2048


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )

    bay: BaySection = BaySection()
    camera: CameraSection = CameraSection()
    estimator: EstimatorSection = EstimatorSection()
    session: SessionSection = SessionSection()
    sync: SyncSection = SyncSection()

    def described(self) -> dict[str, Any]:
        """All of it for the log, without secrets."""
        said = self.model_dump()
        said["camera"]["url"] = parse_camera_url(self.camera.url).shown
        return said


def load_settings(config: Path | None, data_dir: Path, given: Mapping[str, Mapping[str, Any]]) -> Settings:
    """What the command line gave before the environment before the file before the defaults.

    config: the file, which must exist; None reads bay.toml in the data folder where there is one.
    Raises SettingsError.
    """
    path = config or data_dir / CONFIG_NAME
    from_file = _read(path) if config is not None or path.exists() else {}
    _refuse_unknown_variables()

    class FromHere(Settings):
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
        return FromHere.model_validate({name: dict(values) for name, values in given.items() if values})
    except ValidationError as error:
        raise SettingsError(_sentence(error, path, from_file)) from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"the settings file {path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"the settings file {path} is not valid TOML: {error}") from error


def _refuse_unknown_variables() -> None:
    known = {
        f"{PREFIX}{section}__{key}".upper()
        for section, field in Settings.model_fields.items()
        for key in field.default.__class__.model_fields
    }
    for name in os.environ:
        if name.upper().startswith(PREFIX) and name.upper() not in known | NOT_SETTINGS:
            raise SettingsError(
                f"unknown setting {name} in the environment; see 'swingvision bay run --help'"
            )


def _sentence(error: ValidationError, path: Path, from_file: Mapping[str, Any]) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"unknown setting {key} in {path}; see 'swingvision bay run --help'"
    cause = first.get("ctx", {}).get("error")
    words = str(cause) if cause is not None else f"{first['input']!r} is not allowed: {first['msg']}"
    return f"setting {key}: {words}"


def listing() -> str:
    """Every setting with its default and what it means, as the TOML file has them."""
    lines = []
    for section, field in Settings.model_fields.items():
        lines.append(f"[{section}]")
        for key, one in type(field.default).model_fields.items():
            value = "" if one.default is None else f" = {one.default!r}".replace("'", '"')
            lines.append(f"{key}{value}" + (f"  # {one.description}" if one.description else ""))
        lines.append("")
    return "\n".join(lines)
