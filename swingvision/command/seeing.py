"""What every command that measures clips can be told about them: options, once."""

import math
from collections.abc import Callable
from typing import Any, Literal, TypedDict, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


class Degrees(click.FloatRange):
    """An angle from -limit to limit; NaN, which compares as neither too small nor too large, is refused."""

    def __init__(self, limit: float) -> None:
        super().__init__(-limit, limit)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        angle = float(super().convert(value, param, ctx))
        if math.isnan(angle):
            self.fail(f"{value} is not an angle", param, ctx)
        return angle


class Seeing(TypedDict):
    """The options' values, as a command gets them."""

    view: Literal["auto", "face-on", "down-the-line"]
    handedness: Literal["auto", "right", "left"]
    camera_yaw: float | None
    camera_roll: float | None
    model: Literal["full", "lite"]
    provider: Literal["auto", "tensorrt", "cuda", "cpu"]
    precision: Literal["auto", "fp32", "int8"]


OPTIONS = (
    click.option(
        "--view",
        type=click.Choice(["auto", "face-on", "down-the-line"]),
        default="auto",
        show_default=True,
        help="Where the camera stands.",
    ),
    click.option(
        "--handedness",
        type=click.Choice(["auto", "right", "left"]),
        default="auto",
        show_default=True,
        help="The golfer's.",
    ),
    click.option(
        "--camera-yaw",
        metavar="DEG",
        type=Degrees(90),
        help="How far the camera points off the line it should. Unknown: a plane is marked apparent.",
    ),
    click.option(
        "--camera-roll",
        metavar="DEG",
        type=Degrees(45),
        help="How far the camera is tilted sideways; it is taken out of every angle.",
    ),
    click.option(
        "--model",
        type=click.Choice(["full", "lite"]),
        default="full",
        show_default=True,
        help="The pose model: full is surer, lite faster.",
    ),
    click.option(
        "--provider",
        type=click.Choice(["auto", "tensorrt", "cuda", "cpu"]),
        default="auto",
        show_default=True,
        help="What computes the poses. auto falls back, any other has to be there.",
    ),
    click.option(
        "--precision",
        type=click.Choice(["auto", "fp32", "int8"]),
        default="fp32",
        show_default=True,
        help="int8 is the pose model in 8 bits, faster; auto takes it where the processor is quick with it.",
    ),
)


def seeing_options(command: Command) -> Command:
    """Adds OPTIONS to a command, in their order."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command
