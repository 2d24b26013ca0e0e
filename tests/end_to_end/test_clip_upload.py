"""A clip on its way to the cloud, cut at every 64 KiB, the service started anew each time."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from edge.store import Store
from edge.sync import tus
from edge.sync.ledger import Delivery
from tests.cloud.running import Running, running
from tests.edge.sync.conftest import data, no_proxy, store
from tests.edge.sync.road import Road, joined_at
from tests.edge.sync.test_clips import BIG, save_big
from tests.helpers.proxy import CUT, FaultProxy, between

CUT_BYTES = 64 * 1024
CUTS = range(CUT_BYTES, BIG, CUT_BYTES)
__all__ = ["data", "no_proxy", "store"]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def settled(data: Path) -> tuple[int, int]:
    """Deliver what can be delivered: the bytes of clips that were sent, and how much is still queued."""
    sent = 0
    with Road(data) as road:
        pause = road.sync._clips._pause

        async def counted(clip: Delivery, size: int) -> None:
            nonlocal sent
            await pause(clip, size)
            sent += size

        road.sync._clips._pause = counted  # type: ignore[method-assign]
        road.settle()
        return sent, road.balance.queued


class Cloud:
    """The service behind a network whose address stays when the service is another."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._lives = folder, stack.enter_context(ExitStack())
        self.service: Running = self._lives.enter_context(running(folder))
        self.network: FaultProxy = stack.enter_context(between(self._port, 0))

    @property
    def _port(self) -> int:
        return int(self.service.url.rpartition(":")[2])

    def start_again(self) -> None:
        self._lives.close()
        self.service = self._lives.enter_context(running(self._folder))
        self.network.upstream = self._port

    def clip(self, swing_id: str) -> bytes | None:
        with self.service.http(self.service.token()) as people:
            answer = people.get(f"/v1/swings/{swing_id}/clip")
            return answer.content if answer.status_code == 200 else None


def test_a_cut_at_any_64_kib_costs_at_most_a_chunk(
    store: Store, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as stack:
        cloud = Cloud(tmp_path / "cloud", stack)
        cloud.network.heal()
        joined_at(data, cloud.network.url, cloud.service.parts.devices.invite("Range", "Bay 1", 3600))
        for number, cut in enumerate(CUTS, 1):
            swing_id = save_big(store, monkeypatch, number)
            path = store.clip_path(swing_id)
            assert path is not None
            cloud.network.cut_bytes = cut
            cloud.network.only(CUT)
            before, queued = settled(data)
            assert queued and cloud.clip(swing_id) is None, "a part of a clip is never seen"
            cloud.start_again()
            cloud.network.heal()
            after, queued = settled(data)
            assert queued == 0 and cloud.clip(swing_id) == path.read_bytes()
            assert before + after <= BIG + tus.CHUNK_BYTES, f"cut at {cut}"
