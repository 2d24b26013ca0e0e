"""The service's settings: one TOML file, every key also as an environment variable, nothing unknown."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from swingvision import settings
from swingvision.settings import CLOUD_PREFIX, Given, Section

CONFIG_NAME = "cloud.toml"
SEE = "swingvision cloud settings"


class ServiceSection(Section):
    host: Annotated[str, Field(description="loopback: put a TLS proxy before it")] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535, description="0 takes a free one")] = 8788
    public_url: Annotated[
        str | None, Field(pattern="^https?://[^ ]+[^/ ]$", description="as bays and people reach it")
    ] = None
    log_format: Literal["readable", "json"] = "readable"

    @property
    def address(self) -> str:
        """Where people and bays are sent."""
        return self.public_url or f"http://{self.host}:{self.port}"


class StoreSection(Section):
    kind: Literal["sqlite", "cratedb"] = "sqlite"
    cratedb_url: Annotated[
        SecretStr | None, Field(description="http://user:password@host:4200; several nodes with commas")
    ] = None
    cratedb_schema: Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,62}$")] = "swingvision"

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.kind == "cratedb" and self.cratedb_url is None:
            raise ValueError("store.kind is cratedb, and store.cratedb_url is missing")
        return self


class ObjectsSection(Section):
    kind: Literal["folder", "s3"] = "folder"
    bucket: Annotated[str | None, Field(max_length=63)] = None
    endpoint: Annotated[str | None, Field(pattern="^https?://", description="None: Amazon's own")] = None
    region: str = "us-east-1"
    access_key_id: str | None = None
    secret_access_key: SecretStr | None = None

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.kind == "s3" and self.bucket is None:
            raise ValueError("objects.kind is s3, and objects.bucket is missing")
        return self

    @property
    def origins(self) -> tuple[str, ...]:
        """Where clips are read from, if not from this service."""
        if self.kind == "folder":
            return ()
        address = urlsplit(self.endpoint or f"https://s3.{self.region}.amazonaws.com")
        return (f"{address.scheme}://{address.netloc}",)


class DevicesSection(Section):
    token_s: Annotated[int, Field(ge=10, le=3600, description="life of a device's token")] = 600
    upload_s: Annotated[
        int, Field(ge=1, le=604_800, description="an upload not finished by then is dropped")
    ] = 86_400


class PeopleSection(Section):
    session_s: Annotated[int, Field(ge=1, le=86_400, description="signed out so long after the last use")] = (
        3600
    )
    session_most_s: Annotated[
        int, Field(ge=1, le=604_800, description="and at the latest so long after signing in")
    ] = 43_200
    invitation_s: Annotated[int, Field(ge=1, le=2_592_000)] = 604_800
    reset_s: Annotated[int, Field(ge=1, le=86_400, description="life of a link to a new password")] = 3600
    argon2_memory_kib: Annotated[int, Field(ge=8, le=1_048_576, description="of one computation")] = 65_536
    argon2_passes: Annotated[int, Field(ge=1, le=20)] = 3
    hashes_at_once: Annotated[int, Field(ge=1, le=64, description="more sign-ins at once wait")] = 2


class ClaimsSection(Section):
    unclaimed_days: Annotated[
        int,
        # No longer than a code is remembered: by it is known that a session could have been claimed.
        Field(ge=0, le=90, description="swings whose code nobody claimed are deleted then; 0 keeps them"),
    ] = 30
    sign_up: Annotated[
        bool, Field(description="who shows a bay's code may become a player by their mail address")
    ] = True


class MailSection(Section):
    kind: Annotated[
        Literal["folder", "smtp"], Field(description="folder: into mail/ of the data folder, and the log")
    ] = "folder"
    host: str | None = None
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password: SecretStr | None = None
    sender: Annotated[str, Field(pattern="^[^@ ]+@[^@ ]+$")] = "swingvision@localhost"

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.kind == "smtp" and self.host is None:
            raise ValueError("mail.kind is smtp, and mail.host is missing")
        return self


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix=CLOUD_PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )

    service: ServiceSection = ServiceSection()
    store: StoreSection = StoreSection()
    objects: ObjectsSection = ObjectsSection()
    devices: DevicesSection = DevicesSection()
    people: PeopleSection = PeopleSection()
    claims: ClaimsSection = ClaimsSection()
    mail: MailSection = MailSection()

    def reached_at(self, url: str) -> "Settings":
        """The same, with the address at which it listens where none was given for people and bays."""
        service = self.service.model_copy(update={"public_url": self.service.public_url or url})
        return self.model_copy(update={"service": service})

    def described(self) -> dict[str, Any]:
        """All of it for the log; secrets are masked by their type."""
        return self.model_dump(mode="json")


def load_settings(config: Path | None, data_dir: Path, given: Given) -> Settings:
    """What the command line gave before the environment before the file before the defaults.

    config: the file, which must exist; None reads cloud.toml in the data folder where there is one.
    Raises SettingsError.
    """
    return settings.load(Settings, config or data_dir / CONFIG_NAME, config is not None, given, SEE)


def listing() -> str:
    """Every setting with its default and what it means, as the TOML file has them."""
    return settings.listing(Settings)
