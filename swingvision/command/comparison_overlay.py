"""Two swings on one picture: the first one's clip with the second one's skeleton, in step by their events."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from swingvision import clip, filtering
from swingvision.command import brush, look, skeleton
from swingvision.command.clip_analysis import Progress
from swingvision.command.overlay import LEAST_WIDTH
from swingvision.command.phase_strip import MARGIN, PhaseStrip, text_size
from swingvision.comparison import Comparison, Shown
from swingvision.comparison.comparison import Pair, align
from swingvision.frame import NANOSECONDS_PER_SECOND, Frame

Array = NDArray[np.float64]

# What is shown before the first event and after the last, seconds.
BEFORE_S, AFTER_S = 0.6, 0.8
# Rows of text below the strip, in text sizes.
ROW, BELOW = 1.55, 0.9


def write_comparison(
    path: Path,
    pair: tuple[Shown, Shown],
    said: tuple[Comparison, tuple[str, str]],
    made: Path,
    progress: Progress,
) -> None:
    """Write the first swing's part of the clip at `path` to `made`. said: what the legend tells, both names.

    Raises UnreadableClip when the clip went away in the meantime, OSError when `made` cannot be written.
    """
    painter = ComparisonPainter.of(pair, said)
    start_s, end_s = painter.span_s
    with clip.read(path) as reader, clip.ClipWriter(made, painter.size) as writer:
        for frame in reader:
            time_s = frame.time_ns / NANOSECONDS_PER_SECOND
            if time_s > end_s:
                break
            if time_s >= start_s and writer.takes(frame.time_ns):
                writer.write(painter.paint(frame), frame.time_ns)
                progress((time_s - start_s) / (end_s - start_s))


@dataclass(frozen=True, slots=True)
class ComparisonPainter:
    """scale: picture px to canvas px. other: (frames, 33, 2) the second golfer on the first's frames."""

    first: Shown
    other: Array
    strip: PhaseStrip
    legend: brush.Image
    scale: float
    width: float
    span_s: tuple[float, float]

    @staticmethod
    def of(pair: tuple[Shown, Shown], said: tuple[Comparison, tuple[str, str]]) -> "ComparisonPainter":
        """Raises NotComparable."""
        first, second = pair
        aligned = align(first, second)
        scale = max(1.0, LEAST_WIDTH / first.series.size[0])
        wide = round(first.series.size[0] * scale)
        width = skeleton.stroke_width(first.series.points * scale, round(first.series.size[1] * scale))
        times = aligned.timeline.time_s[0]
        return ComparisonPainter(
            first,
            second_on_first(aligned, first),
            PhaseStrip(first.report, wide),
            draw_legend(said, wide),
            scale,
            width,
            (float(times[0]) - BEFORE_S, float(times[-1]) + AFTER_S),
        )

    @property
    def size(self) -> tuple[int, int]:
        wide, high = (round(side * self.scale) for side in self.first.series.size)
        return wide, high + self.strip.backdrop.shape[0] + self.legend.shape[0]

    def paint(self, frame: Frame) -> brush.Image:
        wide, high = (round(side * self.scale) for side in self.first.series.size)
        image = frame.image.copy()
        if self.scale != 1:
            image = np.asarray(cv2.resize(image, (wide, high), interpolation=cv2.INTER_CUBIC), np.uint8)
        series = self.first.series
        at = int(np.searchsorted(series.frame_index, frame.index))
        if at < len(series) and series.frame_index[at] == frame.index:
            skeleton.draw_body(
                image,
                series.points[at] * self.scale,
                series.confidence[at],
                self.first.report.handedness,
                self.width,
            )
            skeleton.draw_outline(image, self.other[at] * self.scale, 0.6 * self.width)
        return np.concatenate([image, self.strip.draw(frame.time_ns / NANOSECONDS_PER_SECOND), self.legend])


def second_on_first(pair: Pair, first: Shown) -> Array:
    """(frames of the first, 33, 2) px of its picture: the second golfer at the same moment of his swing.

    Keypoints as a right-hander's (lead is left); NaN where they were not seen surely.
    """
    own, other = pair.stances
    times = np.array([pair.timeline.second_s(time_s) for time_s in first.series.time_s])
    track = other.track
    sure = np.where(track.confidence[..., None] >= skeleton.SURE, track.points, np.nan)
    width = max(0.02 * other.downswing_s, 0.5 * track.interval_s)
    place, _ = filtering.local_fit(sure, track.time_s, times, width)
    seen = (np.abs(track.time_s[None, :] - times[:, None]) <= 2 * width).astype(np.float64)
    hidden = seen @ np.isfinite(sure).all(axis=2) == 0
    on_first = own.origin(pair.origin) + (place - other.origin(pair.origin)) * own.scale / other.scale
    on_first[hidden] = np.nan
    return in_picture(on_first, first)


def in_picture(points: Array, shown: Shown) -> Array:
    """From a track's axes (level, y up, a right-hander's) back to the picture's px."""
    right_handed = shown.report.handedness == "right"
    roll = np.radians((shown.roll_deg or 0.0) * (1 if right_handed else -1))
    x, y = points[..., 0], points[..., 1]
    across = x * np.cos(roll) - y * np.sin(roll)
    down = -(y * np.cos(roll) + x * np.sin(roll))
    return np.stack([across if right_handed else shown.series.size[0] - across, down], axis=-1)


def draw_legend(said: tuple[Comparison, tuple[str, str]], width: int) -> brush.Image:
    """Who is who, then what is clear."""
    found, names = said
    size = text_size(width)
    lines = found.largest or ["No clear difference"]
    image = np.full(
        (round((2 + len(lines)) * ROW * size + BELOW * size), width, 3), look.bgr(look.GROUND), np.uint8
    )
    left, long = MARGIN * size, 1.7 * size
    for row, (name, what) in enumerate(zip(names, ("A", "B"), strict=True)):
        y = (row + 0.8) * ROW * size
        ends = np.array([[left, y - 0.32 * size], [left + long, y - 0.32 * size]])
        if what == "A":
            brush.stroke(image, ends, look.LEAD, 0.2 * size)
        else:
            brush.stroke(image, ends, look.TEXT, 0.12 * size)
        brush.text(image, f"{what}  {Path(name).name}", left + long + 0.4 * size, y, look.TEXT, size)
    for row, words in enumerate(lines):
        y, line = (row + 2.8) * ROW * size, f"B: {words}" if found.largest else words
        fits = (width - 2 * left) / max(1, brush.text_width(line, size))
        brush.text(image, line, left, y, look.ACCENT, int(size * min(1.0, fits)))
    return image
