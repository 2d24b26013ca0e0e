"""The virtual golfer: swings whose joints, club, event times and plane are known, seen by any camera.

swing = Swing(tempo=3.0, handedness="left")
camera = face_on("left")
series = record(swing, camera, Rate(fps=120), Noise())
truth = truth_of(swing, camera)
"""

from tests.helpers.golfer.camera import Camera, down_the_line, face_on
from tests.helpers.golfer.other_acts import OtherAct, chip, putt, stopped_backswing, walk_by
from tests.helpers.golfer.recording import Noise, Rate, record
from tests.helpers.golfer.swing import Handedness, Swing
from tests.helpers.golfer.truth import Truth, truth_of

__all__ = [
    "Camera",
    "Handedness",
    "Noise",
    "OtherAct",
    "Rate",
    "Swing",
    "Truth",
    "chip",
    "down_the_line",
    "face_on",
    "putt",
    "record",
    "stopped_backswing",
    "truth_of",
    "walk_by",
]
