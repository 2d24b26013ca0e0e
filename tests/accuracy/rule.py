"""GolfDB's rule for labelled events, with the label's own uncertainty.

PCE (McNally et al. 2019, "GolfDB"): an event is right within max(round((impact - address) / 30), 1) frames.
Where the hand label is less sure than that, within the label's own pm; down the line the four events for
which the shaft points at the camera get one frame more.
"""

from typing import Any

from swingvision.report import SwingReport
from tests.accuracy.outcome import Record

LABELLED = (
    "address",
    "toe_up",
    "mid_backswing",
    "top",
    "mid_downswing",
    "impact",
    "mid_follow_through",
    "finish",
)
END_ON = {"toe_up", "mid_backswing", "mid_downswing", "mid_follow_through"}
ANCHORS = ("impact", "top", "mid_downswing", "finish")
# A told swing whose impact lies farther than this from a labelled one's is another swing.
SAME_SWING_FRAMES = 40

Label = dict[str, Any]


class Judged(Record):
    """One labelled event against the told one. error: frames, None where none was told."""

    event: str
    error: int | None
    right: bool


class Tempo(Record):
    """value, low, high as told; inside: within the label's bounds; agrees: the intervals meet.

    width: of the interval, as a share of what an error of two frames in either phase would give.
    """

    value: float | None
    inside: bool
    agrees: bool
    width: float | None


class ClipScore(Record):
    """One clip. invented_events: told although the label says that they cannot be seen."""

    name: str
    labelled: int
    told: int
    events: list[Judged]
    invented_events: int
    views: list[bool]
    hands: list[bool]
    tempos: list[Tempo]

    @property
    def invented(self) -> int:
        return max(0, self.told - self.labelled)

    @property
    def missed(self) -> int:
        return max(0, self.labelled - self.told)


def score(name: str, label: Label, told: list[SwingReport], mirrored: bool = False) -> ClipScore:
    wanted = labelled_swings(label)
    pairs = paired(told, wanted)
    met = [(swing, events) for swing, events in pairs if swing is not None]
    hand = label.get("handedness")
    hand = {"right": "left", "left": "right"}.get(str(hand)) if mirrored else hand
    events = [one for swing, wants in pairs for one in _judged(swing, wants, label)]
    ratios = label.get("tempo_ratio") or []
    return ClipScore(
        name=name,
        labelled=len(wanted),
        told=len(told),
        events=events,
        invented_events=sum(_invented(swing, wants) for swing, wants in met),
        views=[_same_view(swing.view, label["view"]) for swing, _ in met if label.get("view")],
        hands=[swing.handedness == hand for swing, _ in met if hand in ("right", "left")],
        tempos=[_tempo(swing, wants, ratio) for ratio, (swing, wants) in zip(ratios, pairs)],
    )


def labelled_swings(label: Label) -> list[Label]:
    """The events of each swing; none where the clip has no swing or no labels."""
    if label.get("swings", 1) == 0 or not label.get("events"):
        return []
    swings: list[Label] = label.get("swing_list") or [label["events"]]
    return swings


def paired(told: list[SwingReport], wanted: list[Label]) -> list[tuple[SwingReport | None, Label]]:
    """Each labelled swing with the told one whose impact lies nearest, if that is near."""
    left = list(told)
    pairs: list[tuple[SwingReport | None, Label]] = []
    for events in wanted:
        centre = next(events[name]["frame"] for name in ANCHORS if events.get(name))
        best = min(left, key=lambda swing: abs(_anchor(swing) - centre), default=None)
        if best is not None and abs(_anchor(best) - centre) <= SAME_SWING_FRAMES:
            left.remove(best)
            pairs.append((best, events))
        else:
            pairs.append((None, events))
    return pairs


def tolerance(events: Label, name: str, down_the_line: bool) -> float:
    """Frames by which a told event may be off."""
    span = 1
    if events.get("impact") and events.get("address"):
        span = max(round((events["impact"]["frame"] - events["address"]["frame"]) / 30), 1)
    return max(span, (events[name].get("pm") or 0) + (down_the_line and name in END_ON))


def _anchor(swing: SwingReport) -> float:
    return next((event.frame for name in ANCHORS if (event := getattr(swing.events, name))), float("inf"))


def _judged(swing: SwingReport | None, wants: Label, label: Label) -> list[Judged]:
    found = []
    for name in LABELLED:
        mark = wants.get(name)
        if not mark or mark.get("unsure"):
            continue
        event = None if swing is None else getattr(swing.events, name)
        error = None if event is None else event.frame - mark["frame"]
        most = tolerance(wants, name, label.get("view") == "down-the-line")
        found.append(Judged(event=name, error=error, right=error is not None and abs(error) <= most))
    return found


def _invented(swing: SwingReport, wants: Label) -> int:
    return sum(wants.get(name) is None and getattr(swing.events, name) is not None for name in LABELLED)


def _same_view(told: str, labelled: str) -> bool:
    known = labelled in ("face-on", "down-the-line")
    return told.replace("_", "-") == labelled if known else told == "other"


def _tempo(swing: SwingReport | None, wants: Label, ratio: Label) -> Tempo:
    row = None if swing is None else swing.metrics.get("tempo_ratio")
    if row is None or row.value is None or row.low is None or row.high is None:
        return Tempo(value=None, inside=False, agrees=False, width=None)
    back = wants["top"]["frame"] - wants["address"]["frame"]
    down = wants["impact"]["frame"] - wants["top"]["frame"]
    two_frames = (back + 2) / (down - 2) - (back - 2) / (down + 2) if down > 2 else None
    return Tempo(
        value=row.value,
        inside=ratio["lo"] <= row.value <= ratio["hi"],
        agrees=row.low <= ratio["hi"] and row.high >= ratio["lo"],
        width=None if two_frames is None else (row.high - row.low) / two_frames,
    )
