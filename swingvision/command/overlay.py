"""The clip again, with skeleton, hand path and phase strip: a second pass over its pictures."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from swingvision import clip, filtering
from swingvision.club import ClubTrack
from swingvision.command import brush, look, skeleton
from swingvision.command.clip_analysis import Analysed, Progress
from swingvision.command.draw_club import draw_club
from swingvision.command.phase_strip import MARGIN, NAME_ROW, PhaseStrip, strip_height, text_size
from swingvision.frame import NANOSECONDS_PER_SECOND, Frame
from swingvision.pose import KEYPOINT_INDEX, PoseSeries
from swingvision.report import EVENT_NAMES, SwingReport

# Smaller pictures are enlarged until words fit on them.
LEAST_WIDTH = 480
# The hands' path: so many points, smoothed by a Gaussian of so many seconds, of so many pictures at least.
PATH_POINTS = 400
SMOOTHING_S, SMOOTHING_PICTURES = 0.02, 0.5


def write_overlay(path: Path, analysed: Analysed, made: Path, progress: Progress) -> None:
    """Write the clip at `path` with what was found in it to `made`, at its own times.

    Raises UnreadableClip when the clip went away in the meantime, OSError when `made` cannot be written.
    """
    painter = Painter.of(analysed)
    start_ns = min(0, int(analysed.series.time_ns[0]))
    with clip.read(path) as reader, clip.ClipWriter(made, painter.size, start_ns=start_ns) as writer:
        for frame in reader:
            if writer.takes(frame.time_ns):
                writer.write(painter.paint(frame), frame.time_ns)
            progress((frame.index + 1) / max(1, analysed.report.facts.frames))


@dataclass(frozen=True, slots=True)
class Painter:
    """scale: picture px to canvas px. width: of a stroke, canvas px. strips: one a swing, in order."""

    series: PoseSeries
    strips: list[PhaseStrip]
    paths: list["HandPath"]
    clubs: list[ClubTrack | None]
    scale: float
    width: float
    empty_strip: NDArray[np.uint8]

    @staticmethod
    def of(analysed: Analysed) -> "Painter":
        series, swings = analysed.series, analysed.report.swings
        scale = max(1.0, LEAST_WIDTH / series.size[0])
        wide = round(series.size[0] * scale)
        width = skeleton.stroke_width(series.points * scale, round(series.size[1] * scale))
        strips = [PhaseStrip(swing, wide) for swing in swings]
        paths = [HandPath.of(series, swing, scale) for swing in swings]
        reason = "no swing" if analysed.report.reason is None else analysed.report.reason
        return Painter(series, strips, paths, analysed.clubs, scale, width, empty_strip(wide, reason))

    @property
    def size(self) -> tuple[int, int]:
        wide, high = (round(side * self.scale) for side in self.series.size)
        return wide, high + strip_height(wide)

    def paint(self, frame: Frame) -> NDArray[np.uint8]:
        """The frame on its canvas, strip below."""
        wide, high = (round(side * self.scale) for side in self.series.size)
        image = frame.image
        if self.scale != 1:
            image = np.asarray(cv2.resize(image, (wide, high), interpolation=cv2.INTER_CUBIC), np.uint8)
        time_s = frame.time_ns / NANOSECONDS_PER_SECOND
        nearest = self._nearest(time_s)
        if nearest is not None:
            self.paths[nearest].draw(image, time_s, self.width)
        at = int(np.searchsorted(self.series.frame_index, frame.index))
        if at < len(self.series) and self.series.frame_index[at] == frame.index:
            handedness = None if nearest is None else self.strips[nearest].swing.handedness
            points = self.series.points[at] * self.scale
            skeleton.draw_body(image, points, self.series.confidence[at], handedness, self.width)
            club = None if nearest is None else self.clubs[nearest]
            if club is not None:
                draw_club(image, club, time_s, hands(self.series[at : at + 1])[0], self.scale, self.width)
        strip = self.empty_strip if nearest is None else self.strips[nearest].draw(time_s)
        return np.concatenate([image, strip])

    def _nearest(self, time_s: float) -> int | None:
        """The swing that the moment belongs to, or the one closest to it."""
        away = [max(s.span_s[0] - time_s, time_s - s.span_s[1], 0) for s in self.strips]
        return int(np.argmin(away)) if away else None


def empty_strip(width: int, reason: str) -> NDArray[np.uint8]:
    size = text_size(width)
    image = np.full((strip_height(width), width, 3), look.bgr(look.GROUND), np.uint8)
    brush.text(
        image, "No swing measured", MARGIN * size, NAME_ROW * size, look.TEXT, round(1.2 * size), weight=600
    )
    brush.text(image, reason, MARGIN * size, (NAME_ROW + 1.7) * size, look.QUIET, size)
    return image


@dataclass(frozen=True, slots=True)
class HandPath:
    """Where the hands went, (n, 2) canvas px at time_s; top_s and impact_s divide it."""

    time_s: NDArray[np.float64]
    place: NDArray[np.float64]
    top_s: float
    impact_s: float

    @staticmethod
    def of(series: PoseSeries, swing: SwingReport, scale: float) -> "HandPath":
        """From the first event to the last, lightly smoothed; NaN where no wrist was seen for a while."""
        known = [
            event for event in (getattr(swing.events, name) for name in EVENT_NAMES) if event is not None
        ]
        start_s, end_s = known[0].time_s, known[-1].time_s
        inside = (series.time_s >= start_s - SMOOTHING_S) & (series.time_s <= end_s + SMOOTHING_S)
        window = series[slice(int(np.argmax(inside)), int(np.argmax(inside) + inside.sum()))]
        width_s = max(SMOOTHING_S, SMOOTHING_PICTURES * swing.quality.frame_interval_ms / 1000)
        time_s = np.linspace(start_s, end_s, PATH_POINTS)
        place, _ = filtering.local_fit(hands(window) * scale, window.time_s, time_s, width_s)
        top, impact = swing.events.top, swing.events.impact
        return HandPath(
            time_s,
            place,
            top.time_s if top is not None else start_s,
            impact.time_s if impact is not None else end_s,
        )

    def draw(self, image: brush.Image, now_s: float, width: float) -> None:
        """As far as the hands have come: dotted going back, bold coming down, thin after impact."""
        past = (self.time_s <= now_s) & np.isfinite(self.place).all(axis=1)
        back, through = self.time_s <= self.top_s, self.time_s >= self.impact_s
        pieces = (past & back, past & through, past & ~back & ~through)
        if pieces[0].sum() > 1:
            brush.dotted(image, self.place[pieces[0]], look.QUIET, width * 0.9)
        if pieces[1].sum() > 1:
            brush.stroke(image, self.place[pieces[1]], look.QUIET, width * 0.6)
        if pieces[2].sum() > 1:
            brush.stroke(image, self.place[pieces[2]], look.TEXT, width)


def hands(series: PoseSeries) -> NDArray[np.float64]:
    """(frames, 2) px: the mean of the wrists that were seen, by their confidence; NaN where neither was."""
    wrists = [KEYPOINT_INDEX[f"{side}_wrist"] for side in ("left", "right")]
    points = series.points[:, wrists].astype(np.float64)
    sure = series.confidence[:, wrists].astype(np.float64)
    weight = np.where((sure >= skeleton.SURE) & np.isfinite(points).all(axis=2), sure, 0.0)
    total = weight.sum(axis=1)
    weight = np.divide(weight, total[:, None], out=np.full_like(weight, np.nan), where=total[:, None] > 0)
    return np.asarray(np.einsum("fwc,fw->fc", np.nan_to_num(points), weight), np.float64)
