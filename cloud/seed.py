"""A made-up organisation: players who come for weeks, at bays, with clubs, and get a little steadier.

The numbers are drawn, not measured: means and spreads of tempo as published for amateurs and professionals
(Tour Tempo's 3:1; backswing 0.7 to 1.1 s). Nothing of it is anybody's.
"""

import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import get_args

from cloud.clock import now_ms
from cloud.devices.repository import Device
from cloud.ingest.repository import Arrival, Delivery, NewSwing
from cloud.secrets import sha256
from cloud.store import Store
from swingvision.report import (
    DEFINITION_VERSION,
    EVENT_NAMES,
    Club,
    Event,
    Events,
    Handedness,
    Metric,
    Quality,
    Swing,
    SwingReport,
    View,
)

BATCH = 1000
DAY_MS = 86_400_000
MONTHS = 18
SWINGS_A_PLAYER = 300
MOST_BAYS = 20
# Nobody holds the key: these devices deliver nothing more.
NO_KEY = "A" * 43 + "="
CLUBS: tuple[Club, ...] = tuple(club for club in get_args(Club) if club != "unknown")


@dataclass(frozen=True, slots=True)
class Made:
    swings: int
    players: int
    bays: int


@dataclass(frozen=True, slots=True)
class _Golfer:
    player_id: str
    tempo: float
    spread: float
    handedness: Handedness
    first_ms: int


def fill(
    store: Store, organisation_id: str, swings: int, seed: int, show: Callable[[float | None], None]
) -> Made:
    """Write `swings` swings; `show` is told the share done. Raises StoreUnavailable."""
    draw = random.Random(seed)
    bays = _bays(store, organisation_id, min(MOST_BAYS, 1 + swings // 500), draw)
    players = 1 + swings // SWINGS_A_PLAYER
    done = 0
    for golfer in _golfers(players, draw):
        count = min(SWINGS_A_PLAYER, swings - done)
        arrivals = [_arrival(golfer, draw.choice(bays), n / SWINGS_A_PLAYER, draw) for n in range(count)]
        for start in range(0, count, BATCH):
            store.ingest.apply(arrivals[start : start + BATCH])
        ids = [one.content.swing_id for one in arrivals if isinstance(one.content, NewSwing)]
        store.players.claim(ids, golfer.player_id)
        done += count
        show(done / swings)
    return Made(done, players, len(bays))


def _bays(store: Store, organisation_id: str, count: int, draw: random.Random) -> list[Device]:
    made = [
        Device(_uuid(draw), organisation_id, f"Bay {number}", NO_KEY, now_ms())
        for number in range(1, count + 1)
    ]
    for device in made:
        store.devices.join(device)
    return made


def _golfers(count: int, draw: random.Random) -> Iterator[_Golfer]:
    now = now_ms()
    for _ in range(count):
        yield _Golfer(
            player_id=_uuid(draw),
            tempo=draw.gauss(2.9, 0.4),
            spread=draw.uniform(0.1, 0.4),
            handedness="left" if draw.random() < 0.1 else "right",
            first_ms=now - draw.randrange(1, MONTHS * 30) * DAY_MS,
        )


def _arrival(golfer: _Golfer, device: Device, share: float, draw: random.Random) -> Arrival:
    """share: how far through a golfer's history, 0 to 1."""
    captured_ms = int(golfer.first_ms + share * (now_ms() - golfer.first_ms))
    swing = _swing(golfer, captured_ms, share, draw)
    body = swing.model_dump_json()
    metrics = {name: metric.value for name, metric in swing.report.metrics.items()}
    content = NewSwing(
        swing_id=swing.swing_id,
        organisation_id=device.organisation_id,
        device_id=device.device_id,
        bay=device.bay,
        session_id=swing.session_id,
        captured_at_ms=captured_ms,
        captured_at_exact=True,
        received_at_ms=captured_ms,
        revision=1,
        club=swing.club,
        view=swing.report.view,
        handedness=swing.handedness,
        definition_version=swing.report.definition_version,
        metrics=metrics,
        body=body,
    )
    delivery = Delivery(
        device.device_id, 0, draw.getrandbits(52), _uuid(draw), "result", sha256(body), captured_ms
    )
    return Arrival(delivery, content)


def _swing(golfer: _Golfer, captured_ms: int, share: float, draw: random.Random) -> Swing:
    tempo = golfer.tempo + share * (3.0 - golfer.tempo) / 2 + draw.gauss(0, golfer.spread * (1 - share / 2))
    downswing = draw.uniform(0.22, 0.32)
    backswing = tempo * downswing
    return Swing.model_validate(
        {
            "swing_id": _uuid7(captured_ms, draw),
            "session_id": _uuid7(captured_ms // DAY_MS * DAY_MS, draw),
            "number": 1 + int(share * SWINGS_A_PLAYER) % 60,
            "captured_at_ms": captured_ms,
            "handedness": golfer.handedness,
            "club": draw.choice(CLUBS),
            "report": _report(golfer, tempo, backswing, downswing, draw),
            "clip_url": None,
            "poses_url": None,
            "clip_start_frame": 0,
            "saved": True,
        }
    )


def _report(
    golfer: _Golfer, tempo: float, backswing_s: float, downswing_s: float, draw: random.Random
) -> SwingReport:
    view: View = "down_the_line" if draw.random() < 0.3 else "face_on"
    metrics = {
        "tempo_ratio": _metric(tempo, 0.1, "ratio"),
        "backswing_s": _metric(backswing_s, 0.02, "s"),
        "downswing_s": _metric(downswing_s, 0.01, "s"),
        "follow_through_s": _metric(draw.uniform(0.3, 0.6), 0.05, "s"),
        "hogan_plane_deg": Metric(
            value=None, low=None, high=None, unit="deg", grade="A", withheld="the ball was not seen"
        ),
    }
    return SwingReport(
        view=view,
        view_confidence=round(draw.uniform(0.8, 1), 3),
        handedness=golfer.handedness,
        handedness_confidence=0.97,
        events=_events(backswing_s, downswing_s),
        metrics=metrics,
        cue=None,
        quality=Quality(
            frames_in_swing=150, pose_share=1.0, hands_confidence=0.8, frame_interval_ms=16.7, notes=[]
        ),
        definition_version=DEFINITION_VERSION,
    )


def _metric(value: float, half: float, unit: str) -> Metric:
    said = {"value": value, "low": value - half, "high": value + half, "unit": unit}
    return Metric.model_validate({**said, "grade": "A", "withheld": None})


def _events(backswing_s: float, downswing_s: float) -> Events:
    shares = (-0.1, 0.0, 0.4, 0.7, 1.0)
    times = [0.5 + share * backswing_s for share in shares]
    top = times[-1]
    times += [top + share * downswing_s for share in (0.6, 1.0, 1.5, 2.5)]
    events = {
        name: Event(frame=int(60 * time), pts_s=time, time_s=time, uncertainty_s=0.008)
        for name, time in zip(EVENT_NAMES, times, strict=True)
    }
    return Events(**events)


def _uuid(draw: random.Random) -> str:
    return str(uuid.UUID(int=draw.getrandbits(128), version=4))


def _uuid7(at_ms: int, draw: random.Random) -> str:
    bits = draw.getrandbits(74)
    return str(uuid.UUID(int=at_ms << 80 | 7 << 76 | bits >> 62 << 64 | 2 << 62 | bits & (2**62 - 1)))
