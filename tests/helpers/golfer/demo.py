"""Draws the demo clip that is shipped: python -m tests.helpers.golfer.demo [PATH] (several minutes)."""

import sys
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from swingvision.demo import CAMERA_ROLL_DEG, CAMERA_YAW_DEG, DEMO_CLIP
from tests.helpers.golfer.camera import down_the_line
from tests.helpers.golfer.clip import Shot, write_clip
from tests.helpers.golfer.recording import Rate
from tests.helpers.golfer.swing import Swing

# Down the line a takeaway is seen late, since it runs along the camera's axis: a ratio of 3.3 in space is
# seen as 3.0. The clip begins and ends with the same posture, so that it loops.
SWING = Swing(
    backswing_s=0.88, tempo=3.3, settle_s=1.3, lead_in_s=2.2, hold_s=1.3, relax_s=1.6, over_the_top=-0.02
)
CAMERA = down_the_line(yaw_deg=CAMERA_YAW_DEG, roll_deg=CAMERA_ROLL_DEG)
SHOT = Shot(
    look="white shirt",
    rate=Rate(fps=60),
    supersample=1,
    blur=5,
    blur_s=(SWING.impact_s - 0.12, SWING.impact_s + 0.12),
    preset="slow",
)


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO_CLIP
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task(f"Drawing {path.name}", total=int(SWING.end_s * SHOT.rate.fps) + 1)
        write_clip(path, SWING, CAMERA, SHOT, lambda frame: progress.advance(task))


if __name__ == "__main__":
    main()
