"""Where BlazePose places joints that are known: on rendered golfers, in trunk lengths, in three postures.

python -m tests.helpers.placement [--golfers 16]    a minute or more; the source of body_rows.MISPLACED
"""

import argparse
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swingvision.estimator import PoseEstimator
from swingvision.frame import NANOSECONDS_PER_SECOND, Frame
from swingvision.pose import KEYPOINT_INDEX
from swingvision.report import Handedness
from tests.helpers.golfer import Camera, Swing, down_the_line, face_on
from tests.helpers.golfer.keypoints import seen_keypoints
from tests.helpers.golfer.recording import trunk_px
from tests.helpers.golfer.render import Painter
from tests.helpers.golfer.surroundings import LOOKS

Array = NDArray[np.float64]
JOINTS = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle")
# Pictures before the one that counts: the estimator follows a golfer, it does not guess anew.
FOLLOWED = 4


@dataclass(frozen=True)
class Golfer:
    swing: Swing
    camera: Camera
    look: str


def golfer(seed: int, view: str) -> Golfer:
    random = np.random.default_rng(seed)
    hand: Handedness = "right" if seed % 2 == 0 else "left"
    stands = face_on if view == "face_on" else down_the_line
    camera = stands(
        hand,
        yaw_deg=random.uniform(-6, 6),
        distance_m=random.uniform(3.4, 5.0),
        height_m=random.uniform(0.9, 1.3),
    )
    return Golfer(Swing(hand, size=random.uniform(0.9, 1.1)), camera, list(LOOKS)[seed % len(LOOKS)])


def placement_errors(who: Golfer, estimator: PoseEstimator) -> Array:
    """(3, 33, 2) trunk lengths at address, top and impact: x toward target or ball, y up."""
    swing = who.swing
    moments = np.array([swing.start_s - 0.2, swing.top_s, swing.impact_s])
    exact = seen_keypoints(swing.motion.joints(moments), swing.handedness, who.camera, swing.size)
    painter = Painter(swing, who.camera, LOOKS[who.look], supersample=1)
    found = []
    for moment in moments:
        estimator.reset()
        for step in range(FOLLOWED, -1, -1):
            time_s = moment - 0.03 * step
            frame = Frame(FOLLOWED - step, round(time_s * NANOSECONDS_PER_SECOND), painter.paint(time_s))
            pose = estimator.track(frame)
        found.append(pose.points)
    painter.close()
    sign = 1 if swing.handedness == "right" else -1
    return np.asarray((np.array(found) - exact) / trunk_px(exact[:1]) * [sign, -1])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--golfers", type=int, default=16)
    count = parser.parse_args().golfers
    estimator = PoseEstimator()
    for view in ("face_on", "down_the_line"):
        errors = np.array([placement_errors(golfer(seed, view), estimator) for seed in range(count // 2)])
        for joint in JOINTS:
            both = [KEYPOINT_INDEX[f"{side}_{joint}"] for side in ("left", "right")]
            middle = errors[:, :, both].mean(axis=2)
            alone = errors[:, :, both].std(axis=0).mean(axis=(1, 2))
            told = [
                f"{name} mid ({mean[0]:+.3f}, {mean[1]:+.3f}) sd of one {spread:.3f}"
                for name, mean, spread in zip(("address", "top", "impact"), middle.mean(axis=0), alone)
            ]
            print(f"{view:14} {joint:9} {'   '.join(told)}")


if __name__ == "__main__":
    main()
