"""The ten virtual golfers that were measured worst, with a picture of each, and the worst clips by name."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from tests.accuracy.outcome import Outcome
from tests.accuracy.plots import FOLDER
from tests.accuracy.rule import ClipScore
from tests.accuracy.run import named_golfers
from tests.accuracy.sweeps import Size
from tests.helpers.golfer.clip import look_of, spoiled
from tests.helpers.golfer.conditions import Golfer, filmed
from tests.helpers.golfer.render import Image, Painter

COUNT, COLUMNS, SIZE = 10, 5, (320, 180)
MISSED, INVENTED, WRONG_VIEW = 1000.0, 500.0, 200.0


def worst_golfers(golfers: dict[str, list[Outcome]]) -> list[tuple[float, Outcome]]:
    """By badness: a swing missed or invented, view or hand mistaken, then tempo's error in percent."""
    everyone = [(badness(outcome), outcome) for outcomes in golfers.values() for outcome in outcomes]
    return sorted(everyone, key=lambda one: -one[0])[:COUNT]


def badness(outcome: Outcome) -> float:
    if outcome.missed:
        return MISSED
    mistaken = WRONG_VIEW * (not outcome.view_right) + WRONG_VIEW * (not outcome.handedness_right)
    tempo = outcome.metrics["tempo_ratio"]
    error = 0.0 if tempo.error is None or not tempo.truth else abs(tempo.error / tempo.truth)
    return INVENTED * outcome.invented + mistaken + 100 * error


def in_words(outcome: Outcome) -> str:
    if outcome.missed:
        return "swing not found"
    said = [f"{outcome.invented} swing(s) invented"] if outcome.invented else []
    said += ["view mistaken"] if not outcome.view_right else []
    said += ["handedness mistaken"] if not outcome.handedness_right else []
    tempo = outcome.metrics["tempo_ratio"]
    if tempo.value is not None and tempo.truth is not None:
        said.append(f"tempo {tempo.value:.2f} ({tempo.low:.2f} to {tempo.high:.2f}), true {tempo.truth:.2f}")
    return ", ".join(said) or f"tempo withheld: {tempo.withheld}"


def draw_worst(worst: Sequence[tuple[float, Outcome]], size: Size, folder: Path = FOLDER) -> None:
    """One sheet, each golfer in mid-downswing as its camera sees it; drawn plainly where it was not drawn."""
    pictures = [
        _picture(golfer_of(outcome.name, size), number) for number, (_, outcome) in enumerate(worst, 1)
    ]
    rows = [np.hstack(pictures[at : at + COLUMNS]) for at in range(0, len(pictures), COLUMNS)]
    cv2.imwrite(str(folder / "worst.png"), np.vstack(rows))


def golfer_of(name: str, size: Size) -> Golfer:
    return dict(named_golfers(name.split()[0], size))[name]


def _picture(golfer: Golfer, number: int) -> Image:
    shown = golfer if golfer.shot.blur > 1 else filmed(golfer)
    camera = shown.camera.but(size=SIZE)
    painter = Painter(shown.swing, camera, look_of(shown.shot), 2, shown.shot.around)
    moment = shown.swing.top_s + 0.4 * shown.swing.downswing_s
    image = np.ascontiguousarray(spoiled(painter.paint(moment, 1 / 300, 4), shown.shot, number))
    painter.close()
    cv2.putText(image, str(number), (8, 26), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (255, 255, 255), 2)
    return np.asarray(image, np.uint8)


def worst_clips(scores: Sequence[ClipScore]) -> list[str]:
    """A line each, of the clips with the most wrong events: the name and how many frames off."""
    wrong = sorted(scores, key=lambda score: -sum(not event.right for event in score.events))[:COUNT]
    lines = []
    for score in wrong:
        off = [
            f"{event.event} {'not told' if event.error is None else format(event.error, '+d')}"
            for event in score.events
            if not event.right
        ]
        if off:
            lines.append(f"`{score.name}`: {', '.join(off)}")
    return lines
