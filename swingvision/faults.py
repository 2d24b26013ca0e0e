"""What can be said about a swing: each fault with its band, words, drill and source."""

from dataclasses import dataclass

from swingvision.report import EventName


@dataclass(frozen=True, slots=True)
class Fault:
    """A metric outside low..high. words: six or fewer, verbs and plain nouns, no blame."""

    name: str
    metric: str
    low: float
    high: float
    words: str
    event: EventName
    drill: str
    source: str


@dataclass(frozen=True, slots=True)
class Praise:
    """A metric inside low..high, worth keeping."""

    name: str
    metric: str
    low: float
    high: float
    words: str
    event: EventName


UNLIMITED = float("inf")
TEMPO_LOW, TEMPO_HIGH = 2.6, 4.0
TEMPO_SOURCE = "Tour Tempo 3.0, Grober 2.8, TPI 3.2; 1,400 professional swings: quartiles 3.0 to 4.0"

FAULTS: tuple[Fault, ...] = (
    Fault(
        "tempo_hurried",
        "tempo_ratio",
        TEMPO_LOW,
        UNLIMITED,
        "Take longer to swing back",
        "top",
        "Count one, two, three to the top and four to the ball.",
        TEMPO_SOURCE,
    ),
    Fault(
        "tempo_dragged",
        "tempo_ratio",
        -UNLIMITED,
        TEMPO_HIGH,
        "Swing back in one go",
        "top",
        "Swing back and through without a stop, feet together, five times.",
        TEMPO_SOURCE,
    ),
    Fault(
        "over_the_top",
        "over_the_top",
        -UNLIMITED,
        0.05,
        "Let your hands drop first",
        "mid_downswing",
        "From the top, lower the hands to the trail pocket three times, then swing.",
        "the sign is the message: hands coming down outside the way they went back",
    ),
)

PRAISE: tuple[Praise, ...] = (
    Praise("tempo", "tempo_ratio", TEMPO_LOW, TEMPO_HIGH, "Keep this tempo", "top"),
)
