"""Tempo as soon as the ball is gone: from the hands alone, whatever follow-through and club will say."""

from swingvision.detector import SwingWindow
from swingvision.moments import find_moments
from swingvision.pose import PoseSeries
from swingvision.report import Metric
from swingvision.stance import Options, read_stance
from swingvision.tempo import measure_tempo_ratio
from swingvision.track import prepare


def measure_early_tempo(series: PoseSeries, window: SwingWindow, options: Options) -> Metric | None:
    """Its tempo_ratio, which the report of the whole swing may amend. None where nothing can be told yet."""
    series = series.between(window.start_ns, window.end_ns)
    stance = read_stance(series, window, options)
    moments = find_moments(
        prepare(series, stance.handedness, options.camera_roll_deg), window, stance.nearest_view
    )
    tempo = None if moments is None else measure_tempo_ratio(moments)
    return None if tempo is None or tempo.value is None else tempo
