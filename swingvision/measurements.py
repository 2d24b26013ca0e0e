"""All the numbers of one swing, in the order of the table of metrics."""

from swingvision.body import measure_body
from swingvision.club import ClubTrack
from swingvision.metric_table import in_order
from swingvision.plane import measure_plane
from swingvision.report import Metric
from swingvision.scene import Scene
from swingvision.tempo import measure_timing
from swingvision.tempo_class import measure_tempo_class
from swingvision.track import Track


def measure_metrics(scene: Scene, tail: Track, club: ClubTrack | None = None) -> dict[str, Metric]:
    """tail: what was seen from impact on, past the swing's window. club: None where nobody looked for it."""
    timing = measure_timing(scene.moments)
    rows = {
        **timing,
        "tempo_class": measure_tempo_class(timing["backswing_s"], timing["downswing_s"]),
        **measure_plane(scene, club),
        **measure_body(scene, tail),
    }
    return in_order(rows)
