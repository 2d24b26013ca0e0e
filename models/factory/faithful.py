"""How far a quantised landmark model is from its reference, on drawn golfers that it never saw."""

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.factory.crops import Crops, as_input
from models.factory.recipe import Bounds
from swingvision.estimator.cpu import computes_integers_fast
from swingvision.estimator.estimator import PRESENCE_LIMIT
from swingvision.estimator.landmarks import OUTPUTS, read_outputs
from swingvision.estimator.manifest import Finding
from swingvision.estimator.region import CROP_PX
from swingvision.estimator.session import Session
from swingvision.pose import KEYPOINT_INDEX, KEYPOINTS

Array = NDArray[np.float64]
# Joint groups by words in the keypoints' names.
GROUPS = {
    "face": ("nose", "eye", "ear", "mouth"),
    "shoulders and hips": ("shoulder", "hip"),
    "elbows and wrists": ("elbow", "wrist"),
    "hands": ("pinky", "index", "thumb"),
    "knees and ankles": ("knee", "ankle"),
    "feet": ("heel", "foot"),
}
ROUNDS, WARM_UP = 60, 5


@dataclass(frozen=True, slots=True)
class Seen:
    """points: (crops, 33, 2) px of the crop, refined. presence: (crops,), 0 to 1."""

    points: Array
    presence: Array


def faithful(
    name: str, reference: bytes, quantised: bytes, crops: Crops, bounds: Bounds, machine: str
) -> list[Finding]:
    """The findings of the manifest: deviation, jitter, size and, on the machine that it is for, time."""
    sessions = [Session(name, content, "cpu", threads=1) for content in (reference, quantised)]
    one, other = (look(session, crops.held_out) for session in sessions)
    mine, theirs = ([look(session, each).points for each in crops.still] for session in reversed(sessions))
    found = deviations(one, other, bounds)
    found += jitters(mine, theirs, bounds)
    found.append(
        Finding.of("size beside the reference", "ratio", len(quantised) / len(reference), bounds.size)
    )
    if computes_integers_fast(machine):
        ratio = time_ratio(sessions[1], sessions[0], crops.held_out)
        found.append(
            Finding.of("processor time beside the reference, one thread", "ratio", ratio, bounds.time)
        )
    return found


def look(session: Session, crops: NDArray[np.uint8]) -> Seen:
    answers = [read_outputs(session.run(OUTPUTS, as_input(crop))) for crop in crops]
    points = np.stack([points[: len(KEYPOINTS)] for points, _, _ in answers]) * CROP_PX
    return Seen(points, np.array([presence for _, _, presence in answers]))


def deviations(one: Seen, other: Seen, bounds: Bounds) -> list[Finding]:
    """Of crops in which the reference sees a body: in the others the appliance takes no pose from either."""
    seen = one.presence >= PRESENCE_LIMIT
    away = np.linalg.norm(one.points[seen] - other.points[seen], axis=-1)
    unit, about = f"px of the {CROP_PX} crop", f"distance from the reference on {int(seen.sum())} drawn crops"
    found = [
        Finding.of(f"all joints, mean {about}", unit, float(away.mean()), bounds.mean_px),
        Finding.of(f"all joints, 95th percentile of the {about}", unit, _p95(away), bounds.p95_px),
    ]
    for words, parts in GROUPS.items():
        group = away[:, [i for i, name in enumerate(KEYPOINTS) if _is_of(name, parts)]]
        found.append(Finding.of(f"{words}, mean {about}", unit, float(group.mean()), bounds.group_mean_px))
        found.append(
            Finding.of(f"{words}, 95th percentile of the {about}", unit, _p95(group), bounds.group_p95_px)
        )
    return found


def _is_of(name: str, parts: tuple[str, ...]) -> bool:
    """`left_foot_index` is of the foot, `left_index` of the hand."""
    return any(part in name for part in parts) and ("foot" not in name or "foot" in parts)


def _p95(values: Array) -> float:
    return float(np.percentile(values, 95))


def jitters(mine: list[Array], theirs: list[Array], bounds: Bounds) -> list[Finding]:
    """The median golfer's. mine, theirs: (frames, 33, 2) a golfer, of the quantised model and the other."""
    about = "jitter of hips and shoulders of golfers who stand still"
    own, reference = (float(np.median([jitter(points) for points in golfers])) for golfers in (mine, theirs))
    return [
        Finding.of(about, "% of torso", own, bounds.jitter_percent),
        Finding.of(f"{about}, of the reference", "% of torso", reference, None),
    ]


def jitter(points: Array) -> float:
    """The median second difference of hips and shoulders, % of the torso. points: (frames, 33, 2)."""
    shoulders, hips = (
        points[:, [KEYPOINT_INDEX[f"{side}_{part}"] for side in ("left", "right")]]
        for part in ("shoulder", "hip")
    )
    torso = np.median(np.linalg.norm(shoulders.mean(axis=1) - hips.mean(axis=1), axis=-1))
    steps = np.linalg.norm(np.diff(np.concatenate([shoulders, hips], axis=1), n=2, axis=0), axis=-1)
    return float(np.median(steps) / torso * 100)


def time_ratio(one: Session, other: Session, crops: NDArray[np.uint8]) -> float:
    """Median processor time of one beside the other's, interleaved."""
    spent: tuple[list[float], list[float]] = ([], [])
    for turn in range(WARM_UP + ROUNDS):
        for session, times in zip((one, other), spent):
            image = as_input(crops[turn % len(crops)])
            start = time.thread_time()
            session.run(OUTPUTS, image)
            times.append(time.thread_time() - start)
    mine, theirs = (float(np.median(times[WARM_UP:])) for times in spent)
    return mine / theirs
