"""Between bays and cloud is a network that loses, cuts, repeats, delays: the history is what was captured."""

import asyncio
import contextlib
import functools
import itertools
import random
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from fastapi import Request, Response

from edge.sync.link import Link, LinkError
from swingvision.delivery import Batch, BatchAnswer, Verdict
from swingvision.uuid7 import uuid7
from tests.edge.sync.fleet import Device, play, until
from tests.helpers import proxy
from tests.helpers.cloud.history import differences, out_of_order
from tests.helpers.cloud.server import running
from tests.helpers.proxy import LOST_ANSWER

DEVICES, SWINGS, PAUSE_S, TIMES = 20, 10, 4.0, 50
Deliver = Callable[[Link, Batch, str], Awaitable[BatchAnswer]]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def played(
    folder: Path, devices: int, swings: int, pause_s: float, times: int, seed: int
) -> tuple[dict[str, list[str]], list[str]]:
    """What was captured, and what is wrong with the history, after each fault was met so many times."""
    codes = [f"claim-code-{number}" for number in range(devices)]
    with running() as cloud, proxy.between(cloud.port, seed) as network:
        cloud.state.codes = {code: f"0199a000-0000-7000-8000-{n:012d}" for n, code in enumerate(codes)}
        cloud.after = _hang_up
        met = functools.partial(network.met, times)
        captured = asyncio.run(
            play(folder, codes, cloud.url, network.url, swings, pause_s, met, network.heal)
        )
        return captured, differences(captured, cloud.state) + out_of_order(cloud.state)


def _hang_up(request: Request, answer: Response) -> Response:
    """Every question needs a connection of its own then, and meets what the next one meets."""
    answer.headers["connection"] = "close"
    return answer


def test_the_history_is_what_was_captured_once(tmp_path: Path) -> None:
    captured, wrong = played(tmp_path, DEVICES, SWINGS, PAUSE_S, TIMES, random.randrange(1 << 30))
    assert wrong == [] and len(captured) >= DEVICES * SWINGS


def credulous(honest: Deliver) -> Deliver:
    """Believes that everything is delivered, whatever the answer."""

    async def deliver(link: Link, batch: Batch, token: str) -> BatchAnswer:
        with contextlib.suppress(LinkError):
            return await honest(link, batch, token)
        verdicts = [Verdict(delivery_id=item.delivery_id, verdict="accepted") for item in batch.items]
        return BatchAnswer(verdicts=verdicts, instructions=[], server_time_ms=0)

    return deliver


def forgetful(honest: Deliver) -> Deliver:
    """Gives every delivery a new identity each time that it is sent."""
    places = itertools.count(1_000_000)

    async def deliver(link: Link, batch: Batch, token: str) -> BatchAnswer:
        new = [one.model_copy(update={"delivery_id": uuid7(), "seq": next(places)}) for one in batch.items]
        answer = await honest(link, batch.model_copy(update={"items": new}), token)
        told = zip(answer.verdicts, batch.items, strict=True)
        verdicts = [one.model_copy(update={"delivery_id": item.delivery_id}) for one, item in told]
        return answer.model_copy(update={"verdicts": verdicts})

    return deliver


@pytest.mark.parametrize(
    ("fault", "kind", "noticed"),
    [(credulous, "reset", "result of {} is lost"), (forgetful, LOST_ANSWER, "result of {} is there ")],
)
def test_a_device_with_a_fault_of_its_own_is_caught(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[[Deliver], Deliver],
    kind: str,
    noticed: str,
) -> None:
    """Once it has its token, the network does the one thing that such a device does not bear."""
    monkeypatch.setattr(Link, "deliver", fault(Link.deliver))

    async def playing(device: Device) -> None:
        try:
            await device.start(network.url, "claim-code")
            await device.play(1, 0.0, lambda: True)
            await until(device.is_drained, "the first swing")
            network.only(kind)
            await device.play(1, 0.0, lambda: True)
            second = list(device.captured)[1]
            await until(lambda: second in cloud.state.received() or device.synced > 3, "the fault was met")
            network.heal()
            await until(device.is_drained, "everything that the device still knows of")
        finally:
            await device.stop()

    with running() as cloud, proxy.between(cloud.port, 1) as network:
        cloud.after = _hang_up
        network.heal()
        asyncio.run(playing(device := Device(tmp_path, 0)))
        wanted = noticed.format(list(device.captured)[1])
        assert any(words.startswith(wanted) for words in differences(device.captured, cloud.state))
