"""Measures BlazePose's errors on drawn golfers, ten minutes: python -m tests.helpers.golfer.measure_noise"""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from scipy.stats import spearmanr

from swingvision.estimator import PoseEstimator
from swingvision.frame import Frame
from tests.helpers.golfer.clip import ROOT, key_of, look_of, spoiled
from tests.helpers.golfer.conditions import VIEWS, Golfer, any_golfer, filmed
from tests.helpers.golfer.keypoints import seen_keypoints
from tests.helpers.golfer.measured_noise import (
    CONFIDENCE_LEVELS,
    FPS,
    LEVELS,
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
GOLFERS, LEAST, BLUR = 6, 20, 3
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
    painter, poses = Painter(swing, camera, look_of(golfer.shot), 1, golfer.shot.around), []
    for index, moment in enumerate(times):
        blurred = golfer.shot.blur_s[0] <= moment <= golfer.shot.blur_s[1]
        image = painter.paint(moment, golfer.shot.exposure_s, BLUR if blurred else 1)
        poses.append(estimator.track(Frame(index, int(moment * 1e9), spoiled(image, golfer.shot, index))))
    painter.close()
    exact = seen_keypoints(swing.motion.joints(times), swing.handedness, camera, swing.size)
    scale, own = trunk_px(exact), own_order(swing.handedness)
    error = (np.stack([pose.points for pose in poses]) - exact)[:, own] / scale
    confidence = np.stack([pose.confidence for pose in poses])[:, own]
    return Errors(error, exact[:, own] / scale, confidence.astype(float), times - swing.impact_s)


def table_of(golfers: Sequence[Errors]) -> dict[str, Any]:
    stage = [stages(each.exact, each.time_s, 0.0) for each in golfers]
    offsets = np.stack([np.nanmedian(e.error[at == 0], axis=0) for e, at in zip(golfers, stage)])
    spread = offsets - np.median(offsets, axis=0)
    wander = [each.error - offset for each, offset in zip(golfers, offsets)]
    size = np.concatenate([np.linalg.norm(each, axis=-1) for each in wander])
    confidence = np.concatenate([each.confidence for each in golfers])
    speed = np.concatenate([speed_classes(each.exact, each.time_s) for each in golfers])
    classes, joints = np.concatenate(stage), range(size.shape[1])
    seen = np.isfinite(size)
    return {
        # A standard deviation by the median: one golfer who is taken for somebody else must not make it.
        "offset": 1.4826 * np.median(np.abs(spread), axis=(0, 2)),
        "correlation": [_correlation([each[:, joint] for each in wander], stage) for joint in joints],
        "trust": [_rank(size[seen[:, j], j], confidence[seen[:, j], j]) for j in joints],
        "size": [_quantiles(size[:, j], classes, speed[:, j], LEVELS) for j in joints],
        "confidence": [_quantiles(confidence[:, j], classes, speed[:, j], CONFIDENCE_LEVELS) for j in joints],
    }


def _correlation(wander: Sequence[Array], stage: Sequence[NDArray[np.int64]]) -> float:
    """Of the errors (frames, 2) from one frame to the next, without what a stage has on average."""
    before, after = [], []
    for each, at in zip(wander, stage):
        for number in np.unique(at):
            part = each[at == number] - np.nanmean(each[at == number], axis=0)
            before.append(part[:-1].ravel())
            after.append(part[1:].ravel())
    first, second = np.concatenate(before), np.concatenate(after)
    both = np.isfinite(first) & np.isfinite(second)
    return float(np.clip(np.corrcoef(first[both], second[both])[0, 1], 0, 0.98))


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
    tables = {}
    workers = min(2, os.cpu_count() or 1)
    for view in VIEWS:
        golfers = [filmed(any_golfer(seed, view), hard=seed % 2 == 1) for seed in SEEDS]
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            found = pool.map(errors_of, golfers)
            seen = list(track(found, f"Drawing {view}", total=len(golfers), console=Console(stderr=True)))
        tables[view] = {name: np.round(rows, 4).tolist() for name, rows in table_of(seen).items()}
    TABLE.write_text(json.dumps(tables, separators=(",", ":")).replace('],"', '],\n"') + "\n")


if __name__ == "__main__":
    main()
