"""The shipped demo: a drawn golfer's swing, filmed down the line by a camera aligned with the target.

`python -m tests.helpers.golfer.demo` draws it again.
"""

from pathlib import Path

DEMO_CLIP = Path(__file__).with_name("demo.mp4")
CAMERA_YAW_DEG = 0.0
CAMERA_ROLL_DEG = 0.0
