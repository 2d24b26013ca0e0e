"""The strip under an overlay: the tempo bar in true proportion, its events, and where the clip is now."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from swingvision.command import brush, look, words
from swingvision.report import Event, EventName, Metric, SwingReport

# Rows and margins in text sizes.
MARGIN, HEIGHT, NAME_ROW, BAR_TOP, BAR_BOTTOM, LABEL_ROW, LEGEND_ROW = 1.0, 7.6, 1.55, 2.3, 3.7, 5.05, 6.95
LABELS: tuple[tuple[EventName, float], ...] = (("impact", 0.18), ("top", 0.82), ("address", 0), ("finish", 1))
PHASES: tuple[tuple[EventName, EventName, str, str], ...] = (
    ("takeaway", "top", "backswing_s", look.BACKSWING),
    ("top", "impact", "downswing_s", look.DOWNSWING),
)
# A name stays this long after the finish.
AFTER_FINISH_S = 0.7


def text_size(width: int) -> int:
    return int(np.clip(round(width / 30), 15, 30))


def strip_height(width: int) -> int:
    return round(HEIGHT * text_size(width))


@dataclass(frozen=True)
class PhaseStrip:
    """One swing's strip for pictures `width` px wide."""

    swing: SwingReport
    width: int

    @cached_property
    def size(self) -> int:
        return text_size(self.width)

    @cached_property
    def events(self) -> dict[EventName, Event]:
        known = {name: getattr(self.swing.events, name) for name in words.EVENTS}
        return {name: event for name, event in known.items() if event is not None}

    @cached_property
    def span_s(self) -> tuple[float, float]:
        times = [event.time_s for event in self.events.values()] or [0.0]
        return min(times), max(max(times), min(times) + 1e-3)

    def x(self, time_s: float) -> float:
        start, end = self.span_s
        left = MARGIN * self.size
        return left + (self.width - 2 * left) * float(np.clip((time_s - start) / (end - start), 0, 1))

    @cached_property
    def backdrop(self) -> brush.Image:
        """All that does not move, drawn once."""
        image = np.full((strip_height(self.width), self.width, 3), look.bgr(look.GROUND), np.uint8)
        self._draw_bar(image)
        self._draw_ticks(image)
        self._draw_legend(image)
        return image

    def draw(self, time_s: float) -> brush.Image:
        image = self.backdrop.copy()
        name = self.current(time_s)
        if name is not None:
            colour = look.ACCENT if name == "impact" else look.TEXT
            row, size = NAME_ROW * self.size, round(1.35 * self.size)
            brush.text(image, words.EVENTS[name], MARGIN * self.size, row, colour, size, weight=600)
        start, end = self.span_s
        if start <= time_s <= end:
            x, y = self.x(time_s), BAR_BOTTOM * self.size
            brush.stroke(image, np.array([[x, BAR_TOP * self.size], [x, y]]), look.TEXT, 0.09 * self.size)
            brush.dot(image, (x, (BAR_TOP - 0.15) * self.size), look.TEXT, 0.34 * self.size)
        return image

    def current(self, time_s: float) -> EventName | None:
        """The last event that has come, until a moment after the finish."""
        past = [(event.time_s, name) for name, event in self.events.items() if event.pts_s <= time_s + 1e-6]
        if not past or time_s > self.span_s[1] + AFTER_FINISH_S:
            return None
        return max(past)[1]

    def _draw_bar(self, image: brush.Image) -> None:
        top, bottom = BAR_TOP * self.size, BAR_BOTTOM * self.size
        for first, last, metric, colour in PHASES:
            if first in self.events and last in self.events:
                left, right = (self.x(self.events[name].time_s) for name in (first, last))
                brush.box(image, left + 1, top, right - 1, bottom, colour)
                self._draw_duration(image, self.swing.metrics.get(metric), left, right)
        self._draw_tempo(image, self.swing.metrics.get("tempo_ratio"))

    def _draw_duration(self, image: brush.Image, metric: Metric | None, left: float, right: float) -> None:
        """The seconds inside the bar, where they are known (not in slow motion) and fit."""
        if metric is None or metric.value is None:
            return
        said, size = words.value_text(metric), round(0.95 * self.size)
        if right - left > brush.text_width(said, size, 600) + 0.6 * self.size:
            row = (BAR_BOTTOM - 0.38) * self.size
            brush.text(image, said, left + 0.3 * self.size, row, look.GROUND, size, weight=600)

    def _draw_tempo(self, image: brush.Image, metric: Metric | None) -> None:
        if metric is None:
            return
        said, colour = f"{words.value_text(metric)}   {words.interval_text(metric)}", look.TEXT
        if metric.value is None:
            said, colour = "Tempo withheld", look.QUIET
        x, row = self.width - MARGIN * self.size, NAME_ROW * self.size
        brush.text(image, said, x, row, colour, self.size, weight=550, align=1)

    def _draw_ticks(self, image: brush.Image) -> None:
        bottom = BAR_BOTTOM * self.size
        line = np.array([[self.x(self.span_s[0]), bottom], [self.x(self.span_s[1]), bottom]])
        brush.stroke(image, line, look.EDGE, 0.07 * self.size, casing=False)
        for name, event in self.events.items():
            x = self.x(event.time_s)
            if name == "impact":
                low, high = (BAR_TOP - 0.3) * self.size, (BAR_BOTTOM + 0.55) * self.size
                brush.stroke(image, np.array([[x, low], [x, high]]), look.ACCENT, 0.2 * self.size)
            else:
                tick = np.array([[x, bottom], [x, bottom + 0.4 * self.size]])
                brush.stroke(image, tick, look.QUIET, 0.07 * self.size, casing=False)
        self._draw_labels(image)

    def _draw_labels(self, image: brush.Image) -> None:
        """The four names that orient; one that would touch another is left out."""
        taken: list[tuple[float, float]] = []
        for name, align in LABELS:
            if name not in self.events:
                continue
            wide = brush.text_width(words.EVENTS[name], self.size)
            margin = MARGIN * self.size
            left = self.x(self.events[name].time_s) - align * wide
            left = min(max(left, margin), self.width - margin - wide)
            if any(
                left < right + 0.4 * self.size and left + wide > first - 0.4 * self.size
                for first, right in taken
            ):
                continue
            taken.append((left, left + wide))
            colour, weight = (look.ACCENT, 600) if name == "impact" else (look.QUIET, 450)
            brush.text(
                image, words.EVENTS[name], left, LABEL_ROW * self.size, colour, self.size, weight=weight
            )

    def _draw_legend(self, image: brush.Image) -> None:
        row, x = LEGEND_ROW * self.size, MARGIN * self.size
        height, long, width = row - 0.32 * self.size, 1.7 * self.size, 0.2 * self.size
        for name, colour in (("Lead", look.LEAD), ("Trail", look.TRAIL)):
            ends = np.array([[x, height], [x + long, height]])
            if name == "Lead":
                brush.stroke(image, ends, colour, width)
            else:
                brush.dashed(image, ends[0], ends[1], colour, width)
            brush.text(image, name, x + long + 0.4 * self.size, row, look.TEXT, self.size)
            x += long + 1.6 * self.size + brush.text_width(name, self.size)
        view = self.swing.view.replace("_", "-")
        said = (
            f"{view}, {self.swing.handedness}-handed"
            if view != "other"
            else f"{self.swing.handedness}-handed"
        )
        brush.text(image, said, self.width - MARGIN * self.size, row, look.QUIET, self.size, align=1)
