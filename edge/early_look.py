"""What is measured of a swing before it is over: its tempo once the ball is gone, then the club."""

from edge.measure import look_closer
from edge.pose_filler import PoseFiller
from edge.seen_swing import SeenSwing
from swingvision.club_look import ClubLook, look_at_club, through_ns
from swingvision.early_tempo import measure_early_tempo
from swingvision.report import Metric
from swingvision.stance import Options

# Downswings: between two tries to tell the tempo, and after the club was through until it is looked for, as a
# surer window may be through a little later.
RETRY, SPARE = 0.4, 0.2


class EarlyLook:
    """At one swing after another; each thing is done once a swing. For one thread."""

    def __init__(self, filler: PoseFiller) -> None:
        self._filler = filler
        self._begin((0, 0))

    def _begin(self, swing: tuple[int, int]) -> None:
        """Another swing: its take and its rough impact."""
        self._swing = swing
        self._looked: ClubLook | None = None
        # From when on the tempo may be told; None once it was.
        self._tempo_ns: int | None = 0
        self._club_due = True

    def step(self, struck: SeenSwing, options: Options) -> Metric | None:
        """Do what is due; the swing's tempo, once and as soon as it can be told."""
        window = struck.window
        span_ns = window.impact_ns - window.top_ns
        if (struck.take, window.impact_ns) != self._swing:
            self._begin((struck.take, window.impact_ns))
        if self._tempo_ns is not None and window.end_ns >= self._tempo_ns:
            tempo = self._tempo(struck, options)
            self._tempo_ns = None if tempo else window.end_ns + round(RETRY * span_ns)
            return tempo
        if self._club_due and window.end_ns >= through_ns(window) + SPARE * span_ns:
            self._club_due = False
            self._look(struck, options)
        return None

    def looked(self, seen: SeenSwing) -> ClubLook | None:
        """The look for the club of this swing, if there was one."""
        return self._looked if (seen.take, seen.window.impact_ns) == self._swing else None

    def _tempo(self, struck: SeenSwing, options: Options) -> Metric | None:
        closer = look_closer(struck, self._filler, over=False, events_only=True)
        return None if closer is None else measure_early_tempo(closer.series, closer.window, options)

    def _look(self, struck: SeenSwing, options: Options) -> None:
        closer = look_closer(struck, self._filler, over=False)
        if closer is not None:
            self._looked = look_at_club(struck, closer.series, closer.window, options)
