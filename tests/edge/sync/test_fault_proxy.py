"""Between bays and cloud is a network that loses, cuts, repeats, delays: the history is what was captured."""

import asyncio
import random
from pathlib import Path

import pytest

from edge.sync.link import Link
from swingvision.delivery import Batch, BatchAnswer, Verdict
from tests.edge.sync.fleet import play
from tests.helpers import proxy
from tests.helpers.cloud.history import differences, out_of_order
from tests.helpers.cloud.server import running

DEVICES, SWINGS, PAUSE_S = 20, 4, 1.0
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def played(
    folder: Path, devices: int, swings: int, pause_s: float, seed: int
) -> tuple[dict[str, list[str]], list[str], dict[str, int]]:
    """What was captured, what is wrong with the history, and which faults were met how often."""
    codes = [f"claim-code-{number}" for number in range(devices)]
    with running() as cloud, proxy.between(cloud.port, seed) as network:
        cloud.state.codes = {code: f"0199a000-0000-7000-8000-{n:012d}" for n, code in enumerate(codes)}
        captured = asyncio.run(play(folder, codes, cloud.url, network.url, swings, pause_s, network.heal))
        return captured, differences(captured, cloud.state) + out_of_order(cloud.state), network.counts


def test_the_history_is_what_was_captured_once(tmp_path: Path) -> None:
    captured, wrong, faults = played(tmp_path, DEVICES, SWINGS, PAUSE_S, random.randrange(1 << 30))
    assert wrong == [] and len(captured) == DEVICES * SWINGS
    assert len(faults) == 10, f"every kind of fault was met: {faults}"


def test_a_device_that_believes_any_answer_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Link.deliver

    async def credulous(link: Link, batch: Batch, token: str) -> BatchAnswer:
        try:
            return await honest(link, batch, token)
        except Exception:
            verdicts = [Verdict(delivery_id=item.delivery_id, verdict="accepted") for item in batch.items]
            return BatchAnswer(verdicts=verdicts, instructions=[], server_time_ms=0)

    monkeypatch.setattr(Link, "deliver", credulous)
    _, wrong, _ = played(tmp_path, 4, SWINGS, PAUSE_S, 1)
    assert any("is lost" in words for words in wrong)
