"""Lists the clips that a quantised pose model has to get right: python -m tests.accuracy.recipe_clips PATH

Drawn golfers, and of the labelled clips those to choose with; each with the frames within which its events
are right. Drawing takes minutes, once. The labelled clips stay where they are.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from models.factory.clips import Clip, Clips, Swing
from tests.accuracy.clips import CLIPS, file_of, half_of, labels
from tests.accuracy.rule import ANCHORS, LABELLED, Label, labelled_swings, tolerance
from tests.accuracy.sweeps import drawn
from tests.helpers.golfer import truth_of
from tests.helpers.golfer.clip import clip
from tests.helpers.golfer.conditions import VIEWS, Golfer
from tests.helpers.golfer.recording import Rate
from tests.helpers.golfer.render import why_not

# Others than the accuracy page's, at half of their rate.
SEEDS, FPS = range(50, 54), 60.0
# An event is right within a thirtieth of address to impact, as with a label; a tempo within a tenth.
SPAN, TEMPO_SHARE = 30, 0.1
DRAWN, PRIVATE = "drawn golfers", "labelled clips to choose with"


def main() -> int:
    if why_not() is not None:
        print(f"recipe_clips: drawing the golfer {why_not()}", file=sys.stderr)
        return 1
    found = [*drawn_clips(), *labelled_clips()]
    skipped = [] if labels() else [f"{PRIVATE}: SWINGVISION_CLIPS, {CLIPS}, is not here"]
    Path(sys.argv[1]).write_text(Clips(clips=found, skipped=skipped).model_dump_json(indent=1) + "\n")
    return 0


def drawn_clips() -> Iterator[Clip]:
    for seed in SEEDS:
        for view in VIEWS:
            golfer = replace(drawn(seed, view), rate=Rate(FPS))
            golfer = replace(golfer, shot=replace(golfer.shot, rate=golfer.rate))
            path = clip(golfer.swing, golfer.camera, golfer.shot)
            yield Clip(name=f"{view} {seed}", kind=DRAWN, path=path, swings=[_drawn_swing(golfer)])


def _drawn_swing(golfer: Golfer) -> Swing:
    truth = truth_of(golfer.swing, golfer.camera)
    frames = {name: time_s * FPS for name, time_s in truth.events.items() if name in LABELLED}
    off = max(round((frames["impact"] - frames["address"]) / SPAN), 1)
    return Swing(
        impact_frame=frames["impact"],
        events={name: (frame - off, frame + off) for name, frame in frames.items()},
        tempo=((1 - TEMPO_SHARE) * truth.tempo_ratio, (1 + TEMPO_SHARE) * truth.tempo_ratio),
    )


def labelled_clips() -> Iterator[Clip]:
    for name, label in labels().items():
        if half_of(name) == "tune":
            yield Clip(name=name, kind=PRIVATE, path=file_of(name, False), swings=list(_labelled(label)))


def _labelled(label: Label) -> Iterator[Swing]:
    ratios = label.get("tempo_ratio") or []
    for number, wants in enumerate(labelled_swings(label)):
        known = [event for event in LABELLED if wants.get(event) and not wants[event].get("unsure")]
        yield Swing(
            impact_frame=next(wants[event]["frame"] for event in ANCHORS if wants.get(event)),
            events={event: _window(wants, event, label["view"]) for event in known},
            tempo=(ratios[number]["lo"], ratios[number]["hi"]) if number < len(ratios) else None,
        )


def _window(wants: Label, event: str, view: str) -> tuple[float, float]:
    off, frame = tolerance(wants, event, view == "down-the-line"), wants[event]["frame"]
    return frame - off, frame + off


if __name__ == "__main__":
    sys.exit(main())
