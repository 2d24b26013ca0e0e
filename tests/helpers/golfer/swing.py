"""A full golf swing with parameters, as a motion whose key moments are known."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tests.helpers.golfer import golf_postures as golf
from tests.helpers.golfer.body import unit
from tests.helpers.golfer.motion import Key, Motion
from tests.helpers.golfer.posture import Posture
from tests.helpers.golfer.style import Style

Array = NDArray[np.float64]
Handedness = Literal["right", "left"]

# Key moments as shares of start to top, and of the downswing after the top or after impact; near the medians
# of professional swings.
TAKEAWAY, TOE_UP, MID_BACKSWING = 0.36, 0.53, 0.72
MID_DOWNSWING, DELIVERY = 0.56, 0.81
MID_FOLLOW_THROUGH, ARMS_LEVEL, WRAP, FINISH = 0.28, 0.55, 1.15, 2.9


@dataclass(frozen=True)
class Swing:
    """What the golfer does.

    backswing_s: takeaway to top, takeaway being 0.03 shoulder widths of travel of the grip in space.
    tempo: backswing to downswing. over_the_top: how far the hands are moved toward the ball in
    mid-downswing, in trunk lengths. lead_in_s: stillness before the first movement. settle_s: standing to
    address, before it. relax_s: finish to standing, after the hold (0: the finish stays). waggle: wrist
    waggles before the stillness. pause_s: at the top, part of the backswing. style: build and ways.
    """

    handedness: Handedness = "right"
    backswing_s: float = 0.81
    tempo: float = 3.0
    lead_in_s: float = 2.0
    settle_s: float = 0.0
    pause_s: float = 0.0
    hold_s: float = 1.5
    relax_s: float = 0.0
    over_the_top: float = 0.0
    size: float = 1.0
    sway_m: float = 0.0
    waggle: bool = False
    style: Style = Style()

    @property
    def downswing_s(self) -> float:
        return self.backswing_s / self.tempo

    @cached_property
    def still_s(self) -> float:
        """When the last stillness before the swing begins."""
        return self.settle_s + (1.6 if self.waggle else 0.0)

    @cached_property
    def start_s(self) -> float:
        """When the first movement begins, too small to be seen."""
        return self.still_s + self.lead_in_s

    @cached_property
    def top_s(self) -> float:
        """When the hands reverse; with a pause, its end."""
        return self.start_s + self._to_top_s + self.pause_s

    @cached_property
    def impact_s(self) -> float:
        return self.top_s + self.downswing_s

    @cached_property
    def _to_top_s(self) -> float:
        return (self.backswing_s - self.pause_s) / (1 - _takeaway_share(self.style))

    @cached_property
    def motion(self) -> Motion:
        keys = [*self._before(), *self._backswing(), *self._downswing(), *self._after()]
        return Motion(keys, self.size, self.sway_m, (self.start_s, self.finish_s), self.style.shape)

    @property
    def ball(self) -> Array:
        """(3,) the ball's middle, metres in the golfer's own axes."""
        return self.style.ball * self.size

    @property
    def finish_s(self) -> float:
        """When the last movement of the follow-through ends."""
        return self.impact_s + FINISH * self.downswing_s

    @property
    def end_s(self) -> float:
        return self.finish_s + self.hold_s + self.relax_s

    def _before(self) -> list[Key]:
        pose = self.style.posture
        keys = [Key(0.0, pose("STANDING"), rest=True)] if self.settle_s else []
        keys.append(Key(self.settle_s, pose("ADDRESS"), rest=True))
        if self.waggle:
            back = waggled(pose("ADDRESS"))
            keys += [Key(self.settle_s + 0.35 + 0.7 * i, back) for i in range(2)]
            keys += [Key(self.settle_s + 0.7, pose("ADDRESS")), Key(self.still_s, pose("ADDRESS"), rest=True)]
        return sorted(keys, key=lambda key: key.time_s)

    def _backswing(self) -> list[Key]:
        pose = self.style.posture
        start, to_top = self.start_s, self._to_top_s
        keys = [Key(start, pose("ADDRESS"), rest=True)] if self.lead_in_s else []
        keys.append(Key(start + TAKEAWAY * to_top, pose("TAKEAWAY")))
        keys.append(Key(start + TOE_UP * to_top, pose("TOE_UP")))
        keys.append(Key(start + MID_BACKSWING * to_top, pose("MID_BACKSWING")))
        keys.append(Key(start + to_top, pose("TOP"), turn=self.pause_s == 0, rest=self.pause_s > 0))
        return keys + ([Key(self.top_s, pose("TOP"), rest=True)] if self.pause_s else [])

    def _downswing(self) -> list[Key]:
        pose = self.style.posture
        top, span, out = self.top_s, self.downswing_s, self.over_the_top * golf.BODY.trunk
        return [
            Key(top + MID_DOWNSWING * span, outward(pose("MID_DOWNSWING"), out)),
            Key(top + DELIVERY * span, outward(pose("DELIVERY"), out / 2)),
            Key(top + span, pose("IMPACT")),
        ]

    def _after(self) -> list[Key]:
        pose = self.style.posture
        impact, span = self.impact_s, self.downswing_s
        keys = [
            Key(impact + MID_FOLLOW_THROUGH * span, pose("MID_FOLLOW_THROUGH")),
            Key(impact + ARMS_LEVEL * span, pose("ARMS_LEVEL")),
            Key(impact + WRAP * span, pose("WRAP")),
            Key(self.finish_s, pose("FINISH"), rest=True),
        ]
        if self.hold_s:
            keys.append(Key(self.finish_s + self.hold_s, pose("FINISH"), rest=True))
        if self.relax_s:
            keys.append(Key(self.finish_s + self.hold_s + 0.5 * self.relax_s, pose("LOWERING")))
            keys.append(Key(self.end_s, pose("STANDING"), rest=True))
        return keys


def outward(posture: Posture, metres: float) -> Posture:
    """The hands moved toward the ball, the lead arm as long as before."""
    span = golf.BODY.arm * posture.reach * posture.arm
    return posture.but(arm=unit(span + np.array([0.0, metres, 0.0])))


def waggled(posture: Posture, amount: float = 1.0) -> Posture:
    """Wrists hinged a little to the trail side."""
    return posture.but(shaft=unit(posture.shaft + amount * np.array([-0.30, 0.0, 0.05])))


@lru_cache(maxsize=512)
def _takeaway_share(style: Style) -> float:
    """What share of start to top passes before the grip has moved 0.03 shoulder widths, in space.

    It depends on nothing but the postures, since all key moments scale together.
    """
    shares = {"ADDRESS": 0.0, "TAKEAWAY": TAKEAWAY, "TOE_UP": TOE_UP, "MID_BACKSWING": MID_BACKSWING}
    keys = [Key(share, style.posture(name)) for name, share in shares.items()]
    motion = Motion([*keys, Key(1.0, style.posture("TOP"), turn=True)], shape=style.shape)
    times = np.linspace(0, 0.4, 2001)
    grip = motion.joints(times)["grip"]
    moved = np.linalg.norm(grip - grip[0], axis=-1)
    return float(np.interp(0.03 * style.shape.shoulder_width, moved, times))
