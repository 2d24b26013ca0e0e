"""The audit log as it is answered."""

from pydantic import BaseModel, Field

from cloud.audit.repository import AskerKind, Entry


class EntryView(BaseModel):
    """about: the first id in the address, or the player who was asked for. status: of the answer; null where
    the service stopped before there was one.
    """

    entry_id: str
    at_ms: int
    asker_kind: AskerKind
    asker_id: str
    operation: str = Field(examples=["swing"])
    about: str | None
    status: int | None = Field(examples=[200])
    request_id: str

    @classmethod
    def of(cls, entry: Entry) -> "EntryView":
        said = {name: getattr(entry, name) for name in cls.model_fields}
        return cls.model_validate(said)


class Log(BaseModel):
    entries: list[EntryView]
    next_before: str | None = Field(
        description="give it as `before` for the next page; null: this was the last"
    )
