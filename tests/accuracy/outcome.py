"""What the analysis made of one virtual golfer, beside the truth."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EventOutcome(Record):
    """error_s: told minus true, None where the event was not told. sigma_s: what it said of itself."""

    error_s: float | None
    sigma_s: float | None


class MetricOutcome(Record):
    """One row of the report; truth is None where nobody knows it."""

    truth: float | None
    value: float | None
    low: float | None
    high: float | None
    unit: str
    grade: str
    apparent: bool
    withheld: str | None

    @property
    def shown(self) -> bool:
        return self.value is not None

    @property
    def error(self) -> float | None:
        return None if self.value is None or self.truth is None else self.value - self.truth

    @property
    def covered(self) -> bool | None:
        """Whether the truth lies in the interval; None where there is no truth or no number."""
        if self.truth is None or self.low is None or self.high is None:
            return None
        return self.low <= self.truth <= self.high


class Outcome(Record):
    """missed: no swing was told near the true impact. invented: swings told elsewhere.

    confidences: of view and handedness, with whether each was right.
    """

    name: str
    view: str
    handedness: str
    fps: float
    missed: bool
    invented: int
    view_right: bool = False
    handedness_right: bool = False
    view_confidence: float = 0.0
    handedness_confidence: float = 0.0
    events: dict[str, EventOutcome] = {}
    metrics: dict[str, MetricOutcome] = {}
