"""Golf crops for the pose models' recipe: python -m tests.helpers.golfer.model_crops PATH

PATH becomes a NumPy archive of crops as the landmark models see them, uint8 RGB: `calibration` and
`held_out`, each (crops, 256, 256, 3) of other golfers at moments of their swings, and `still`, (golfers,
frames, 256, 256, 3), who stand at address before a camera with a sensor's noise. A minute on one core.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from swingvision.estimator import PoseEstimator
from swingvision.estimator.crops import crop_around
from swingvision.estimator.region import CROP_PX, crop
from swingvision.frame import NANOSECONDS_PER_SECOND, Frame
from swingvision.pose import Region
from tests.helpers.golfer.clip import look_of, spoiled
from tests.helpers.golfer.conditions import VIEWS, Golfer, any_golfer, filmed
from tests.helpers.golfer.render import Painter, why_not

Crops = NDArray[np.uint8]
# Half of the golfers are filmed badly: low sun or night, a lens out of focus, a grainy sensor.
CALIBRATION_SEEDS, HELD_OUT_SEEDS, STILL_SEEDS = range(6000, 6016), range(6100, 6108), range(6200, 6205)
MOMENTS, BLUR, LOOKS_AT_ADDRESS = 8, 3, 6
# So much noise that the reference trembles as on real golfers who stand still: half a percent of the torso.
STILL_FRAMES, STILL_GRAIN = 40, 2.0


def main() -> int:
    if why_not() is not None:
        print(f"model_crops: drawing the golfer {why_not()}", file=sys.stderr)
        return 1
    estimator = PoseEstimator(provider="cpu")
    path = Path(sys.argv[1])
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        path,
        calibration=swinging(estimator, CALIBRATION_SEEDS, "calibration"),
        held_out=swinging(estimator, HELD_OUT_SEEDS, "held out"),
        still=still(estimator, STILL_SEEDS),
    )
    return 0


def swinging(estimator: PoseEstimator, seeds: Sequence[int], what: str) -> Crops:
    """(crops, 256, 256, 3) RGB: golfers of both views at `MOMENTS` times from address to finish."""
    golfers = [_alone(any_golfer(seed, view), hard=seed % 2 == 1) for seed in seeds for view in VIEWS]
    shown = track(golfers, f"Drawing golfers, {what}", console=Console(stderr=True))
    return np.concatenate([np.stack(list(_moments(estimator, golfer))) for golfer in shown])


def still(estimator: PoseEstimator, seeds: Sequence[int]) -> Crops:
    """(golfers, frames, 256, 256, 3) RGB."""
    golfers = [_alone(any_golfer(seed, view), hard=False) for seed in seeds for view in VIEWS]
    shown = track(golfers, "Drawing golfers, still", console=Console(stderr=True))
    return np.stack([np.stack(list(_standing(estimator, golfer))) for golfer in shown])


def _alone(golfer: Golfer, hard: bool) -> Golfer:
    """With nobody and nothing in the way: a crop of somebody else would teach nothing about golfers."""
    shot = filmed(golfer, hard=hard).shot
    around = replace(shot.around, others=(), obstacles=())
    return replace(filmed(golfer, hard=hard), shot=replace(shot, around=around))


def _moments(estimator: PoseEstimator, golfer: Golfer) -> Iterator[Crops]:
    swing, shot = golfer.swing, golfer.shot
    painter = Painter(swing, golfer.camera, look_of(shot), 1, shot.around)
    region = _region(estimator, golfer, painter)
    for index, time_s in enumerate(np.linspace(swing.start_s, swing.finish_s, MOMENTS)):
        blurred = shot.blur_s[0] <= time_s <= shot.blur_s[1]
        image = painter.paint(float(time_s), shot.exposure_s, BLUR if blurred else 1)
        yield _crop(spoiled(image, shot, index), region)
    painter.close()


def _standing(estimator: PoseEstimator, golfer: Golfer) -> Iterator[Crops]:
    painter = Painter(golfer.swing, golfer.camera, look_of(golfer.shot), 1, golfer.shot.around)
    region = _region(estimator, golfer, painter)
    image = painter.paint(0.0)
    random = np.random.default_rng(golfer.noise_seed)
    for _ in range(STILL_FRAMES):
        noisy = np.clip(image + random.normal(0, STILL_GRAIN, image.shape), 0, 255).astype(np.uint8)
        yield _crop(noisy, region)
    painter.close()


def _region(estimator: PoseEstimator, golfer: Golfer, painter: Painter) -> Region:
    """Where the appliance would look: the square of a golfer who has stood at address for a second."""
    estimator.reset()
    image = painter.paint(0.0)
    times_ns = (k * NANOSECONDS_PER_SECOND // LOOKS_AT_ADDRESS for k in range(LOOKS_AT_ADDRESS))
    *_, region = (estimator.track(Frame(0, int(time_ns), image)).region for time_ns in times_ns)
    if region is None:
        raise ValueError(f"the golfer of seed {golfer.noise_seed}, {golfer.view}, is not seen")
    return crop_around([region], golfer.camera.size)


def _crop(image: Crops, region: Region) -> Crops:
    return np.ascontiguousarray(crop(image, region, CROP_PX)[:, :, ::-1])


if __name__ == "__main__":
    sys.exit(main())
