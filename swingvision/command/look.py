"""The product's colours, dark theme: over video they hold in both."""

GROUND = "#0B0F0E"
SURFACE = "#131A18"
LINE = "#34423D"
EDGE = "#6F837B"
TEXT = "#F2F6F4"
QUIET = "#A9B8B2"
ACCENT = "#C8F135"
LEAD = "#4CC9F0"
TRAIL = "#FFB454"
BACKSWING = "#9DAEA7"
DOWNSWING = TEXT


def bgr(colour: str) -> tuple[int, int, int]:
    """`#C8F135` as OpenCV wants it."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return blue, green, red
