"""Each labelled clip played to a bay in real time: the same swings as analyze, events within a frame."""

import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from edge.bay import Bay
from edge.messages import ResultMessage, ServerMessage, Swing
from edge.settings import load_settings
from edge.store import Store
from swingvision.report import EVENT_NAMES, SwingReport
from tests.accuracy.cache import BAY_CODE, keep, place
from tests.accuracy.clips import file_of, labels, swings_of
from tests.accuracy.outcome import Record
from tests.edge.waiting import until

LIMIT_S, QUIET_S = 180.0, 2.0
MOST_FRAMES = 1


class BayOutcome(Record):
    """told, expected: swings by the bay and by analyze. off: events that differ, in frames (None: not told by
    one of them), of `events` compared."""

    name: str
    told: int
    expected: int
    events: int
    off: dict[str, int | None]

    @property
    def same(self) -> bool:
        return self.told == self.expected and not self.off


class Listener:
    """A publisher that remembers the swings it was told, as they were told first."""

    def __init__(self) -> None:
        self.swings: dict[str, Swing] = {}

    def publish(self, message: ServerMessage) -> None:
        if isinstance(message, ResultMessage):
            self.swings.setdefault(message.swing.swing_id, message.swing)

    def publish_preview(self, jpeg: bytes) -> None:
        """Nobody looks."""


def play_clip(name: str) -> BayOutcome:
    clip = file_of(name, mirrored=False)
    kept = place("bay", (name, clip.stat().st_size), BAY_CODE)
    if kept.exists():
        return BayOutcome.model_validate_json(kept.read_text())
    outcome = compare(name, heard(clip), swings_of(name))
    keep(kept, outcome.model_dump_json())
    return outcome


def heard(clip: Path) -> list[Swing]:
    """The swings that a bay tells of a clip played once, at the clip's own pace."""
    listener = Listener()
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "data")
        given: dict[str, Mapping[str, object]] = {
            "camera": {"url": f"file:{clip}", "stall_s": 60.0},
            "estimator": {"fill_s": 60.0},
        }
        with Bay(load_settings(None, store.data_dir, given), store, listener) as bay:
            until(bay.camera.ended.is_set, LIMIT_S, f"the end of {clip.name}")
            until(lambda: _quiet(bay), LIMIT_S, f"the last swing of {clip.name}")
        store.close()
    return sorted(listener.swings.values(), key=lambda swing: swing.number)


def _quiet(bay: Bay) -> bool:
    """Nothing is being measured, now and a while later."""
    if bay.state().stage == "analysing":
        return False
    time.sleep(QUIET_S)
    return bay.state().stage != "analysing"


def compare(name: str, told: list[Swing], expected: list[SwingReport]) -> BayOutcome:
    off: dict[str, int | None] = {}
    for number, (mine, theirs) in enumerate(zip(told, expected)):
        for event in EVENT_NAMES:
            here, there = getattr(mine.report.events, event), getattr(theirs.events, event)
            frames = (
                None if here is None or there is None else here.frame + mine.clip_start_frame - there.frame
            )
            if (here is None) != (there is None) or (frames is not None and abs(frames) > MOST_FRAMES):
                off[f"{event} {number + 1}" if len(expected) > 1 else event] = frames
    compared = len(EVENT_NAMES) * min(len(told), len(expected))
    return BayOutcome(name=name, told=len(told), expected=len(expected), events=compared, off=off)


def clips_to_play(quick: bool) -> list[str]:
    """All of them, or every fifth."""
    return list(labels())[:: 5 if quick else 1]
