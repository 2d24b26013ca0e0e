"""`python -m models.bench`: milliseconds a frame of the shipped models, beside a peer in the same run.

The peer is TensorFlow Lite on the published files where both are there (`python -m models.factory` fetches
them), otherwise OpenCV's own network module on the shipped ones. Runs are interleaved, and what is counted
is the thread's own processor time, so that a busy machine counts for neither.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import cv2
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from models.factory.__main__ import CACHE
from models.factory.figures import figures, model_inputs
from models.factory.recipe import INGREDIENTS, Ingredient
from swingvision.estimator import PoseEstimator, read_model
from swingvision.estimator.session import Session
from swingvision.frame import Frame

Run = Callable[[NDArray[np.float32]], Any]
WARM_UP = 5


@click.command()
@click.option("--rounds", default=60, show_default=True, help="Interleaved runs of each.")
@click.option("--cache", type=click.Path(path_type=Path), default=CACHE, show_default=True)
def main(rounds: int, cache: Path) -> None:
    """Time the pose models on one thread."""
    table = Table(
        "Model",
        "ms a frame",
        "Peer",
        "Peer's ms",
        "Ratio",
        title="onnxruntime on 1 thread, processor time, medians",
    )
    for ingredient in INGREDIENTS:
        peer, theirs = peer_of(ingredient, cache)
        mine_ms, theirs_ms = interleave([session_of(ingredient), theirs], ingredient, rounds)
        table.add_row(
            ingredient.name, f"{mine_ms:.1f}", peer, f"{theirs_ms:.1f}", f"{mine_ms / theirs_ms:.2f}x"
        )
    Console().print(table)
    for model in ("lite", "full"):
        milliseconds = tracking_ms(PoseEstimator(model, "cpu"), rounds)
        Console().print(
            f"tracking, {model}: {milliseconds:.1f} ms a frame, {1000 / milliseconds:.0f} frames/s"
        )


def session_of(ingredient: Ingredient) -> Run:
    _, content = read_model(ingredient.name)
    session = Session(ingredient.name, content, "cpu", threads=1)
    names = [output.name for output in ingredient.outputs.values()]
    return lambda image: session.run(names, image)


def peer_of(ingredient: Ingredient, cache: Path) -> tuple[str, Run]:
    published = cache / f"{ingredient.name}.tflite"
    if published.exists():
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        try:
            from models.factory.lite import interpreter, run

            runtime = interpreter(published.read_bytes(), delegate=True)
            return "TensorFlow Lite", lambda image: run(runtime, image)
        except ImportError:
            pass  # the extra `models` is not installed: the other peer is
    return "OpenCV", _opencv(ingredient)


def _opencv(ingredient: Ingredient) -> Run:
    cv2.setNumThreads(1)
    network = cv2.dnn.readNetFromONNX(np.frombuffer(read_model(ingredient.name)[1], np.uint8))
    names = [output.name for output in ingredient.outputs.values()]

    def run(image: NDArray[np.float32]) -> Any:
        network.setInput(image)
        return network.forward(names)

    return run


def interleave(runs: list[Run], ingredient: Ingredient, rounds: int) -> list[float]:
    """The median milliseconds of each."""
    images = model_inputs(next(iter(ingredient.inputs.values())).shape[1], ingredient.low)
    spent: list[list[float]] = [[] for _ in runs]
    for turn in range(WARM_UP + rounds):
        for run, times in zip(runs, spent, strict=True):
            start = time.thread_time()
            run(images[turn % len(images)])
            times.append((time.thread_time() - start) * 1000)
    return [float(np.median(times[WARM_UP:])) for times in spent]


def tracking_ms(estimator: PoseEstimator, rounds: int) -> float:
    """Processor time of tracking somebody in frames of 1280 x 720: crop, model and refinement."""
    image = np.full((720, 1280, 3), 128, np.uint8)
    image[:, 280:1000] = figures(720)[9][:, :, ::-1]
    times = []
    for index in range(WARM_UP + rounds):
        start = time.thread_time()
        estimator.track(Frame(index, index * 16_666_667, image))
        times.append((time.thread_time() - start) * 1000)
    return float(np.median(times[WARM_UP:]))


if __name__ == "__main__":
    main()
