"""What a list draws of a swing, read from the body that the bay delivered: little of it, and quickly."""

import msgspec
from pydantic import BaseModel, Field

from swingvision.report import EventName


class _Event(msgspec.Struct):
    time_s: float


class _Metric(msgspec.Struct):
    low: float | None
    high: float | None
    withheld: str | None


class _Cue(msgspec.Struct):
    words: str
    tone: str
    event: str | None


class _Report(msgspec.Struct):
    events: dict[str, _Event | None]
    metrics: dict[str, _Metric]
    cue: _Cue | None


class _Swing(msgspec.Struct):
    number: int
    report: _Report


_decode = msgspec.json.Decoder(_Swing).decode


class SketchCue(BaseModel):
    """praise: it says to keep something. event: at which its number was taken."""

    words: str
    praise: bool
    event: EventName | None


class Sketch(BaseModel):
    """events: those that were seen, by their distance from impact, s; none without impact.

    tempo_low, tempo_high: the 95 % interval of the ratio; null where it is withheld, for the reason given.
    """

    number: int = Field(description="within the session")
    events: dict[EventName, float] = Field(examples=[{"takeaway": -1.05, "top": -0.27, "impact": 0.0}])
    tempo_low: float | None = Field(examples=[2.9])
    tempo_high: float | None = Field(examples=[3.1])
    tempo_withheld: str | None
    cue: SketchCue | None


def sketch_of(body: str) -> Sketch | None:
    """None for a body that is no swing's."""
    try:
        swing = _decode(body)
    except msgspec.DecodeError:
        return None
    report = swing.report
    impact = report.events.get("impact")
    tempo = report.metrics.get("tempo_ratio")
    events = {name: event.time_s for name, event in report.events.items() if event is not None}
    cue = report.cue
    return Sketch.model_validate(
        {
            "number": swing.number,
            "events": {} if impact is None else {n: round(t - impact.time_s, 4) for n, t in events.items()},
            "tempo_low": None if tempo is None else tempo.low,
            "tempo_high": None if tempo is None else tempo.high,
            "tempo_withheld": None if tempo is None else tempo.withheld,
            "cue": cue and {"words": cue.words, "praise": cue.tone == "keep", "event": cue.event},
        }
    )
