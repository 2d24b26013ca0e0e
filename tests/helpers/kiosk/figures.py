"""The stick figures of the attract screen: the virtual golfer at the eight events, seen face on.

`python -m tests.helpers.kiosk.figures` writes frontend/src/kiosk/figures.json.
"""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.helpers.golfer.camera import face_on
from tests.helpers.golfer.swing import Swing
from tests.helpers.golfer.truth import truth_of

TARGET = Path(__file__).parents[3] / "frontend" / "src" / "kiosk" / "figures.json"
JOINTS = (
    *("head", "lead_shoulder", "lead_elbow", "lead_wrist", "lead_hip", "lead_knee", "lead_ankle"),
    *("trail_shoulder", "trail_elbow", "trail_wrist", "trail_hip", "trail_knee", "trail_ankle"),
    *("grip", "club_head"),
)


def document() -> str:
    """Centimetres: x toward the target, y down from the ground line; times in seconds."""
    swing = Swing()
    events = truth_of(swing, face_on()).events
    joints = swing.motion.joints(np.array(list(events.values())))
    figures = [
        {
            "event": name,
            "time_s": round(time_s - events["address"], 3),
            "joints": {joint: _centimetres(joints[joint][i]) for joint in JOINTS},
        }
        for i, (name, time_s) in enumerate(events.items())
    ]
    return json.dumps(figures, indent=1) + "\n"


def _centimetres(point: NDArray[np.float64]) -> list[int]:
    return [round(100 * float(point[0])), round(-100 * float(point[2]))]


if __name__ == "__main__":
    TARGET.write_text(document())
