"""TRC (track row column): the text format for marker positions that OpenSim and most motion tools read."""

from pathlib import Path

import numpy as np

from swingvision.export.markers import Scale, markers, rate_hz
from swingvision.pose import KEYPOINTS, PoseSeries

HEAD = (
    "DataRate",
    "CameraRate",
    "NumFrames",
    "NumMarkers",
    "Units",
    "OrigDataRate",
    "OrigDataStartFrame",
    "OrigNumFrames",
)


def write_trc(path: Path, series: PoseSeries, scale: Scale, name: str) -> None:
    """Every frame at its own time; a marker that was not seen leaves its three fields empty. Raises OSError.

    name: the file's, as it stands in its first line.
    """
    rate, count = f"{rate_hz(series):.6f}", str(len(series))
    facts = (rate, rate, count, str(len(KEYPOINTS)), scale.unit, rate, "1", count)
    places = markers(series, scale)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"PathFileType\t4\t(X/Y/Z)\t{name}\n")
        file.write("\t".join(HEAD) + "\n" + "\t".join(facts) + "\n")
        file.write("Frame#\tTime\t" + "\t\t\t".join(KEYPOINTS) + "\t\t\n")
        axes = [f"{axis}{number}" for number in range(1, len(KEYPOINTS) + 1) for axis in "XYZ"]
        file.write("\t\t" + "\t".join(axes) + "\n\n")
        for k in range(len(series)):
            cells = [f"{value:.4f}" if np.isfinite(value) else "" for value in places[k].ravel().tolist()]
            file.write("\t".join([str(k + 1), f"{series.time_ns[k] / 1e9:.6f}", *cells]) + "\n")
