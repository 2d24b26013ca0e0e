"""What was seen of club and ball in one swing, in the coordinates of swingvision.track.Track."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision.club.placement import Placement
from swingvision.moment import Moment

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shaft:
    """The shaft's line at address. grip, head: (2,) px, its ends as far as seen; sigma_px: of the head.

    deg: from grip to head, counter-clockwise from +x. confidence: that deg is right to within 4 degrees.
    """

    deg: float
    sigma_deg: float
    confidence: float
    grip: Array
    head: Array
    sigma_px: float


@dataclass(frozen=True, slots=True)
class Ball:
    """The ball before impact: place (2,) and radius, px. confidence: that it is the ball that was struck."""

    place: Array
    radius: float
    sigma_px: float
    confidence: float


@dataclass(frozen=True, slots=True)
class ClubTrack:
    """Rows are the track's own; what was not seen is NaN or None.

    shaft_deg: (pictures,) from grip to head, counter-clockwise from +x, -180 to 180; shaft_sigma_deg: its
    standard deviation. shaft_confidence: (pictures,) that it is right to within 4 degrees, 0 where unseen.
    address: the shaft while the club stood still before it departed.
    departure: the last moment at which the clubhead was still at its place, before the swing.
    ball_left: when the ball was gone from its place. bare: the ground around the clubhead was in the picture,
    and no ball lay there. absent: neither at address nor in any picture of the swing did a line through the
    hands look like a shaft, not even doubtfully.
    """

    time_s: Array
    shaft_deg: Array
    shaft_sigma_deg: Array
    shaft_confidence: Array
    address: Shaft | None
    departure: Moment | None
    ball: Ball | None
    ball_left: Moment | None
    bare: bool
    placement: Placement
    absent: bool = False
