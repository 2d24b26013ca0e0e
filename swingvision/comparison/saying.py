"""What a comparison says in words: the largest clear differences, how far apart, and why not."""

from collections.abc import Sequence

from swingvision.comparison.report import Difference, Part
from swingvision.report import View
from swingvision.wording import MOMENTS

MOST_SAID = 3
SAME_CAMERA = (
    "Both cameras are taken to stand alike: one that stands elsewhere would look like another swing."
)
NO_VIEW = (
    "Only swings seen face-on or down-the-line can be compared; say the view with --view if you know it."
)
TWO_DEFINITIONS = "The two were measured by different definitions; measure both again."
WAYS: dict[tuple[View, str], tuple[str, str]] = {
    ("face_on", "along"): ("closer to the target", "further from the target"),
    ("down_the_line", "along"): ("closer to the ball", "further from the ball"),
    ("face_on", "up"): ("higher", "lower"),
    ("down_the_line", "up"): ("higher", "lower"),
}


def two_views(first: View, second: View) -> str:
    one, other = (view.replace("_", "-") for view in (first, second))
    return f"The first swing is seen {one}, the second {other}: two swings of one view can be compared."


def not_seen(name: str) -> str:
    return f"Of the {name} swing too little was seen: address, top and impact are needed."


def part_words(part: Part) -> str:
    return part.replace("_", " ").capitalize()


def kind(part: Part) -> str:
    """Lead and trail hip are one kind: a body that moves is not two differences."""
    return part.removeprefix("lead_").removeprefix("trail_")


def largest(differences: Sequence[Difference], view: View) -> list[str]:
    """Up to three clear ones, the largest first, one for each kind of joint."""
    said: dict[str, Difference] = {}
    for one in sorted(differences, key=lambda one: -abs(one.value)):
        if one.clear and one.event is not None and kind(one.part) not in said:
            said[kind(one.part)] = one
    return [sentence(one, view) for one in list(said.values())[:MOST_SAID]]


def sentence(one: Difference, view: View) -> str:
    """ "Hands 0.2 trunk lengths higher at the top", of the second swing."""
    way = WAYS[view, one.axis][0 if one.value > 0 else 1]
    moment = MOMENTS[one.event] if one.event is not None else f"in the {one.phase}".replace("_", " ")
    return f"{part_words(one.part)} {abs(one.value):.2f} trunk lengths {way} {moment}"


def apart_words(value: float, low: float, high: float) -> str:
    if low == 0:
        return f"Alike, to within {high:.2f} trunk lengths"
    return f"{value:.2f} trunk lengths apart, between {low:.2f} and {high:.2f}"
