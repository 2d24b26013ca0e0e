"""The plane rows, seen down the line: the hands' way, and the lines of club and ball.

An angle in the picture is the plane's own only from a camera that looks along the target line: a yaw of
10 degrees turns an apparent 60 into 48 to 78, 3 degrees into 56 to 65. So the camera's yaw decides what
is shown.
"""

from swingvision.club_plane import measure_club
from swingvision.club import ClubTrack
from swingvision.hand_path import measure_hands
from swingvision.interval import withheld
from swingvision.metric_table import METRICS
from swingvision.refusals import refuse_view
from swingvision.report import Metric
from swingvision.scene import Scene


def measure_plane(scene: Scene, club: ClubTrack | None) -> dict[str, Metric]:
    """Every row of the plane, by name. club: None where nobody looked for it."""
    names = [facts.name for facts in METRICS.values() if facts.group == "plane"]
    refusal = refuse_view(names[0], scene.view) or scene.mounting.refusal
    if refusal is not None:
        return {name: withheld(refusal, METRICS[name].unit, METRICS[name].grade) for name in names}
    return {**measure_hands(scene), **measure_club(scene, club)}
