"""From the golfer's joints to BlazePose's 33 keypoints, in space and in a picture."""

import numpy as np
from numpy.typing import NDArray

from swingvision.pose import KEYPOINTS
from tests.helpers.golfer.body import unit
from tests.helpers.golfer.camera import Camera, to_world
from tests.helpers.golfer.swing import Handedness

Array = NDArray[np.float64]

# Parts of the face in metres along (gaze, up, toward the side's own ear), of the 1.78 m body.
FACE = {
    "nose": (0.118, -0.015, 0.0),
    "eye_inner": (0.098, 0.028, 0.018),
    "eye": (0.093, 0.030, 0.033),
    "eye_outer": (0.084, 0.028, 0.048),
    "ear": (-0.005, 0.005, 0.078),
    "mouth": (0.093, -0.058, 0.024),
}
# Knuckles from the middle of the hand on the club, in lengths of the hand: along it, down the shaft.
KNUCKLES = {"pinky": (0.25, -0.35), "index": (0.35, 0.35), "thumb": (0.0, 0.5)}


def keypoints(joints: dict[str, Array], handedness: Handedness, size: float = 1.0) -> Array:
    """(frames, 33, 3) metres in the world, in swingvision.pose.KEYPOINTS' order."""
    points = _face(joints, size)
    for side in ("lead", "trail"):
        points |= _hand(joints, side)
        points |= {f"{side}_{part}": joints[f"{side}_{part}"] for part in _LIMBS}
        points[f"{side}_foot_index"] = joints[f"{side}_toe"] + np.array([0, 0, 0.02 * size])
    sides = ("lead", "trail") if handedness == "right" else ("trail", "lead")
    return to_world(np.stack([points[_own(name, sides)] for name in KEYPOINTS], axis=-2), handedness)


def seen_keypoints(
    joints: dict[str, Array], handedness: Handedness, camera: Camera, size: float = 1.0
) -> Array:
    """(frames, 33, 2) px."""
    return camera.project(keypoints(joints, handedness, size))


_LIMBS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel")


def _own(name: str, sides: tuple[str, str]) -> str:
    """left_wrist to lead_wrist for a right-hander; mouth_left to lead_mouth."""
    if name.startswith("mouth_"):
        name = f"{name[6:]}_mouth"
    for side, own in zip(("left_", "right_"), sides):
        if name.startswith(side):
            return own + name[len(side) - 1 :]
    return name


def _face(joints: dict[str, Array], size: float) -> dict[str, Array]:
    middle, gaze, up, lead = (joints[name] for name in ("head", "head_gaze", "head_up", "head_lead"))

    def place(part: str, sign: float) -> Array:
        ahead, above, aside = FACE[part]
        return np.asarray(middle + size * (ahead * gaze + above * up + sign * aside * lead))

    found = {"nose": place("nose", 0)}
    for part in ("eye_inner", "eye", "eye_outer", "ear", "mouth"):
        found |= {f"lead_{part}": place(part, 1), f"trail_{part}": place(part, -1)}
    return found


def _hand(joints: dict[str, Array], side: str) -> dict[str, Array]:
    wrist, hand = joints[f"{side}_wrist"], joints[f"{side}_hand"]
    length = np.linalg.norm(hand - wrist, axis=-1, keepdims=True)
    along = unit(hand - wrist)
    return {
        f"{side}_{part}": hand + length * (past * along + down * joints["shaft"])
        for part, (past, down) in KNUCKLES.items()
    }
