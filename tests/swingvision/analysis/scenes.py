"""Scenes of the virtual golfer at 120 fps, with true event times."""

from swingvision.mounting import Mounting
from swingvision.moment import Moment
from swingvision.report import EVENT_NAMES, EventName, Handedness, View
from swingvision.scene import Scene, set_scene
from swingvision.track import prepare
from tests.helpers.golfer import Noise, Rate, Swing, truth_of
from tests.swingvision.analysis.golfers import camera_of, recorded

# The golfer moves on after the finish, so that the hold ends in the picture.
SWING = Swing(relax_s=1.0)
EVENT_SIGMA_S = 0.004


def golfer_scene(
    view: View,
    yaw_deg: float | None = 0.0,
    handedness: Handedness = "right",
    swing: Swing = SWING,
    **changes: Moment | None,
) -> Scene:
    """The camera is level and known to be. A change replaces a moment or takes it away."""
    swing = swing if handedness == "right" else Swing("left", relax_s=swing.relax_s)
    track = prepare(recorded(view, swing, Rate(fps=120), Noise()), handedness, 0.0)
    true = truth_of(swing, camera_of(view, handedness)).events
    moments: dict[EventName, Moment] = {}
    for name in EVENT_NAMES:
        moment = changes.get(name, Moment(true[name], EVENT_SIGMA_S))
        if moment is not None:
            moments[name] = moment
    return set_scene(track, moments, view, Mounting(yaw_deg, 0.0))
