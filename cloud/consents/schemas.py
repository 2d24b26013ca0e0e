"""Consents as they are answered."""

from pydantic import BaseModel

from cloud.consents.repository import Consent


class ConsentView(BaseModel):
    """withdrawn_at_ms: null while it holds."""

    coach_id: str
    given_at_ms: int
    withdrawn_at_ms: int | None

    @classmethod
    def of(cls, consent: Consent) -> "ConsentView":
        return cls(
            coach_id=consent.coach_id,
            given_at_ms=consent.given_at_ms,
            withdrawn_at_ms=consent.withdrawn_at_ms,
        )


class Consents(BaseModel):
    consents: list[ConsentView]
