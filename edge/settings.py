"""The bay's settings: one TOML file, every key also as an environment variable, nothing unknown."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from edge.camera.url import parse_camera_url
from swingvision import settings
from swingvision.settings import BAY_PREFIX, Section

CONFIG_NAME = "bay.toml"
SEE = "swingvision bay run --help"


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
    precision: Annotated[
        Literal["auto", "fp32", "int8"],
        Field(description="int8: the model in 8 bits; auto: where the processor is quick with it"),
    ] = "fp32"
    fill_s: Annotated[
        float, Field(ge=0, le=600, description="spent on poses before address and past the finish, at most")
    ] = 1.0


class SessionSection(Section):
    idle_s: Annotated[float, Field(gt=0, le=86400, description="nobody seen for so long ends a session")] = (
        180
    )


class ClaimsSection(Section):
    """By which golfers take their swings home."""

    portal_url: Annotated[
        str | None,
        Field(
            pattern="^https?://[^ ]+[^/ ]$",
            max_length=200,
            description="where golfers open the portal; without it they are offered no code",
        ),
    ] = None
    code_s: Annotated[int, Field(ge=60, le=86_400, description="how long a code is good")] = 900


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
        env_prefix=BAY_PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )

    bay: BaySection = BaySection()
    camera: CameraSection = CameraSection()
    estimator: EstimatorSection = EstimatorSection()
    session: SessionSection = SessionSection()
    claims: ClaimsSection = ClaimsSection()
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
    return settings.load(Settings, config or data_dir / CONFIG_NAME, config is not None, given, SEE)


def listing() -> str:
    """Every setting with its default and what it means, as the TOML file has them."""
    return settings.listing(Settings)
