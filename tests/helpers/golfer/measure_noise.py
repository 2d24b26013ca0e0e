"""Measures BlazePose's errors on drawn golfers: python -m tests.helpers.golfer.measure_noise

Twenty minutes on two cores. Each golfer is seen as a swing is measured: all pictures in one crop. One whose
left and right were exchanged is left out: that is no error of joints, and the accuracy page's drawn golfers
show how often it comes about.
"""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product
from multiprocessing import get_context
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from scipy.stats import spearmanr

from swingvision.estimator import PoseEstimator
from swingvision.estimator.crops import crop_around
from swingvision.frame import Frame
from swingvision.pose import KEYPOINT_INDEX
from tests.helpers.golfer.clip import ROOT, key_of, look_of, spoiled
from tests.helpers.golfer.conditions import VIEWS, Golfer, any_golfer, filmed
from tests.helpers.golfer.keypoints import seen_keypoints
from tests.helpers.golfer.measured_noise import (
    CONFIDENCE_LEVELS,
    FPS,
    LEVELS,
    PICTURES,
    SPEEDS,
    STAGES,
    TABLE,
    own_order,
    speed_classes,
    stages,
)
from tests.helpers.golfer.recording import trunk_px
from tests.helpers.golfer.render import Painter

Array = NDArray[np.float64]
GOLFERS, LEAST, BLUR = 8, 20, 3
SIDES = ("shoulder", "hip", "ankle")
KEPT = ROOT / ".cache" / "golfer" / "errors"
SEEDS = range(5000, 5000 + GOLFERS)


@dataclass(frozen=True)
class Errors:
    """Of one golfer, keypoints in the order of a right-hander: error (frames, 33, 2) and exact points
    (frames, 33, 2) in trunk lengths, confidence (frames, 33), time (frames,) from impact, seconds."""

    error: Array
    exact: Array
    confidence: Array
    time_s: Array


def errors_of(golfer: Golfer) -> Errors:
    """From the cache, or measured first."""
    kept = KEPT / f"{key_of(golfer, golfer.camera, golfer.shot)}.npz"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.savez(kept, **vars(measured(golfer)))
    with np.load(kept) as held:
        return Errors(**{name: held[name] for name in held.files})


def measured(golfer: Golfer) -> Errors:
    """From before the first movement to the finish."""
    swing, camera, estimator = golfer.swing, golfer.camera, PoseEstimator()
    times = np.arange(swing.start_s - 0.4, swing.finish_s + 0.2, 1 / FPS)
    painter, frames = Painter(swing, camera, look_of(golfer.shot), 1, golfer.shot.around), []
    for index, moment in enumerate(times):
        blurred = golfer.shot.blur_s[0] <= moment <= golfer.shot.blur_s[1]
        image = painter.paint(moment, golfer.shot.exposure_s, BLUR if blurred else 1)
        frames.append(Frame(index, int(moment * 1e9), spoiled(image, golfer.shot, index)))
    painter.close()
    address = [estimator.track(frame) for frame, moment in zip(frames, times) if moment < swing.start_s]
    crop = crop_around([pose.region for pose in address if pose.region], golfer.camera.size)
    poses = [estimator.look(frame, crop) for frame in frames]
    exact = seen_keypoints(swing.motion.joints(times), swing.handedness, camera, swing.size)
    scale, own = trunk_px(exact), own_order(swing.handedness)
    error = (np.stack([pose.points for pose in poses]) - exact)[:, own] / scale
    confidence = np.stack([pose.confidence for pose in poses])[:, own]
    return Errors(error, exact[:, own] / scale, confidence.astype(float), times - swing.impact_s)


def exchanged(golfer: Errors) -> bool:
    """Whether the model took the left side for the right one, before impact and for long."""
    before = golfer.time_s < 0
    seen, exact = (golfer.exact + golfer.error)[before], golfer.exact[before]
    left, right = ([KEYPOINT_INDEX[f"{side}_{joint}"] for joint in SIDES] for side in ("left", "right"))

    def apart(ones: list[int], others: list[int]) -> Array:
        return np.asarray(np.linalg.norm(seen[:, ones] - exact[:, others], axis=-1).sum(axis=1))

    own, other = apart(left, left) + apart(right, right), apart(left, right) + apart(right, left)
    return float(np.mean(other < own)) > 0.2


def table_of(golfers: Sequence[Errors]) -> dict[str, Any]:
    stage = [stages(each.exact, each.time_s, 0.0) for each in golfers]
    offsets = np.stack([np.nanmedian(e.error[at == 0], axis=0) for e, at in zip(golfers, stage)])
    spread = offsets - np.median(offsets, axis=0)
    wander = [each.error - offset for each, offset in zip(golfers, offsets)]
    size = np.concatenate([np.linalg.norm(each, axis=-1) for each in wander])
    confidence = np.concatenate([each.confidence for each in golfers])
    paces = [speed_classes(each.exact, each.time_s) for each in golfers]
    speed, classes, joints = np.concatenate(paces), np.concatenate(stage), range(size.shape[1])
    seen = np.isfinite(size)

    def pace(joint: int) -> list[NDArray[np.int64]]:
        return [each[:, joint] for each in paces]

    return {
        # A standard deviation by the median: one golfer who is taken for somebody else must not make it.
        "offset": 1.4826 * np.median(np.abs(spread), axis=(0, 2)),
        "correlation": [_correlations([each[:, joint] for each in wander], pace(joint)) for joint in joints],
        "trust": [_rank(size[seen[:, j], j], confidence[seen[:, j], j]) for j in joints],
        "size": [_quantiles(size[:, j], classes, speed[:, j], LEVELS) for j in joints],
        "confidence": [_quantiles(confidence[:, j], classes, speed[:, j], CONFIDENCE_LEVELS) for j in joints],
    }


def _correlations(wander: Sequence[Array], speed: Sequence[NDArray[np.int64]]) -> list[float]:
    """Of a keypoint's errors (frames, 2) from one frame to the next, by class of speed.

    A pose errs by its posture: hardly anew while a joint rests, quickly while it flies. A class that was
    hardly seen takes the slower one's.
    """
    found: list[float] = []
    for each in range(len(SPEEDS) + 1):
        stays = [(at[:-1] == each) & (at[1:] == each) & _both(err) for err, at in zip(wander, speed)]
        before = np.concatenate([err[:-1][here].ravel() for err, here in zip(wander, stays)])
        after = np.concatenate([err[1:][here].ravel() for err, here in zip(wander, stays)])
        if len(before) < 2 * LEAST and found:
            found.append(found[-1])
        else:
            agree = float(before @ after / np.sqrt((before @ before) * (after @ after)))
            found.append(float(np.clip(agree, 0, 0.9999)))
    return found


def _both(error: Array) -> NDArray[np.bool_]:
    """(frames - 1,) whether a frame and the next have an error (frames, 2)."""
    return np.asarray(np.isfinite(error[:-1] + error[1:]).all(axis=1))


def _rank(size: Array, confidence: Array) -> float:
    return float(spearmanr(size, confidence).statistic)


def _quantiles(
    values: Array, stage: NDArray[np.int64], speed: NDArray[np.int64], levels: Sequence[float]
) -> list[list[Array]]:
    """By stage and by class of speed."""
    return [_by_speed(values[stage == each], speed[stage == each], levels) for each in range(len(STAGES))]


def _by_speed(values: Array, speed: NDArray[np.int64], levels: Sequence[float]) -> list[Array]:
    """Quantiles by class of speed; a class that was hardly seen takes the slower one's."""
    rows: list[Array] = []
    for each in range(len(SPEEDS) + 1):
        known = values[(speed == each) & np.isfinite(values)]
        if len(known) < LEAST:
            rows.append(rows[-1] if rows else np.quantile(values[np.isfinite(values)], levels))
        else:
            rows.append(np.quantile(known, levels))
    return rows


def main() -> None:
    tables: dict[str, dict[str, Any]] = {picture: {} for picture in PICTURES}
    workers = min(2, os.cpu_count() or 1)
    for picture, view in product(PICTURES, VIEWS):
        golfers = [filmed(any_golfer(seed, view), hard=picture == "hard") for seed in SEEDS]
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            found = pool.map(errors_of, golfers)
            what = f"Drawing {picture}, {view}"
            told = track(found, what, total=len(golfers), console=Console(stderr=True))
            seen = [golfer for golfer in told if not exchanged(golfer)]
        print(f"{picture}, {view}: sides exchanged in {len(golfers) - len(seen)} of {len(golfers)}")
        tables[picture][view] = {name: np.round(rows, 4).tolist() for name, rows in table_of(seen).items()}
    TABLE.write_text(json.dumps(tables, separators=(",", ":")).replace('],"', '],\n"') + "\n")


if __name__ == "__main__":
    main()
