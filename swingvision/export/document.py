"""JSON: a clip's report together with the keypoints that it was measured from."""

from swingvision.pose import KEYPOINTS, PoseSeries
from swingvision.report import ClipReport, Wire


class Keypoints(Wire):
    """Frame by frame. points_px: (frames, 33, [x, y]), x right, y down, null where not seen."""

    names: list[str]
    width: int
    height: int
    frame: list[int]
    time_s: list[float]
    points_px: list[list[list[float] | None]]
    confidence: list[list[float]]


class Document(Wire):
    report: ClipReport
    keypoints: Keypoints | None


def document(report: ClipReport, series: PoseSeries | None) -> str:
    """JSON text; without poses `keypoints` is null."""
    keypoints = None if series is None else keypoints_of(series)
    return Document(report=report, keypoints=keypoints).model_dump_json()


def keypoints_of(series: PoseSeries) -> Keypoints:
    rounded = series.points.astype(float).round(2).tolist()
    return Keypoints(
        names=list(KEYPOINTS),
        width=series.size[0],
        height=series.size[1],
        frame=series.frame_index.tolist(),
        time_s=series.time_s.tolist(),
        points_px=[_known(frame) for frame in rounded],
        confidence=series.confidence.astype(float).round(3).tolist(),
    )


def _known(frame: list[list[float]]) -> list[list[float] | None]:
    """NaN is not JSON."""
    return [place if place[0] == place[0] and place[1] == place[1] else None for place in frame]
