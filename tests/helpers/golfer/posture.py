"""What a body can be asked to do at one moment, and how a list of such moments becomes arrays."""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Posture:
    """One posture, or many as arrays with a leading axis. Metres, degrees, the golfer's own axes (see body).

    arm and reach: direction from the lead shoulder to the grip, its distance as a share of the straight arm.
    shaft: direction from grip to clubhead. lead_elbow, trail_elbow: where the elbows point.
    hold: 1 with the trail hand on the club, 0 with it at free_hand.
    """

    pelvis: Array
    pelvis_turn: Array
    thorax_turn: Array
    forward_bend: Array
    side_bend: Array
    arm: Array
    reach: Array
    shaft: Array
    gaze: Array
    lead_elbow: Array
    trail_elbow: Array
    lead_toe: Array
    trail_toe: Array
    lead_foot_turn: Array
    trail_foot_turn: Array
    lead_heel_lift: Array
    trail_heel_lift: Array
    hold: Array
    free_hand: Array

    def but(self, **changes: Any) -> "Posture":
        return replace(self, **{name: np.asarray(value, float) for name, value in changes.items()})


def pack(postures: list[Posture]) -> Array:
    """(postures, channels)."""
    rows = [[np.ravel(getattr(posture, f.name)) for f in fields(Posture)] for posture in postures]
    return np.stack([np.concatenate(row) for row in rows])


def unpack(channels: Array, like: Posture) -> Posture:
    """The inverse of pack, with the leading axis kept: fields are (rows,) or (rows, 3)."""
    found, at = {}, 0
    for f in fields(Posture):
        size = np.size(getattr(like, f.name))
        part = channels[..., at : at + size]
        found[f.name] = part if size > 1 else part[..., 0]
        at += size
    return Posture(**found)
