"""A TCP proxy on loopback that does to a connection what networks do: in userspace, to real bytes."""

import asyncio
import contextlib
import random
import socket
import struct
import threading
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

RESET = struct.pack("ii", 1, 0)
QUIET_S = 0.03
# In each pack: six of fifteen connections.
PASS, PASSES = "pass", 6
CUT = "cut the question"
LOST_ANSWER = "answer lost after apply"
Pipe = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class FaultProxy:
    """Each connection meets one fault of a shuffled pack, or passes; `heal` lets every later one pass.

    counts: what was done, by name; every kind of a pack comes once before any comes again.
    upstream: the server's port, now. cut_bytes: how many bytes of questions go through before the cut,
    from now on: a connection after it gets none. Drawn anew for each connection where None.
    """

    def __init__(self, port: int, rng: random.Random) -> None:
        self.upstream, self._rng = port, rng
        self.cut_bytes: int | None = None
        self._only: str | None = None
        self.counts: Counter[str] = Counter()
        self._faults: dict[str, Callable[[Pipe], Awaitable[None]]] = {
            "delay": self._delay,
            CUT: self._cut_question,
            "cut the answer": self._cut_answer,
            LOST_ANSWER: self._lose_answer,
            "duplicate the question": self._duplicate,
            "slow drip": self._drip,
            "black hole": self._black_hole,
            "reset": self._reset,
            "garbage": self._garbage,
        }
        self.kinds = [*self._faults, PASS]
        self._pack: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="fault proxy")
        self._stop = asyncio.Event()

    def only(self, kind: str) -> None:
        """What every later connection meets."""
        self._only = kind

    def heal(self) -> None:
        self.only(PASS)

    def met(self, times: int) -> bool:
        """Whether every kind of fault was met so often."""
        return all(self.counts[kind] >= times for kind in self.kinds)

    def _drawn(self) -> str:
        if self._only is not None:
            return self._only
        if not self._pack:
            self._pack = [*self._faults, *[PASS] * PASSES]
            self._rng.shuffle(self._pack)
        return self._pack.pop()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._connection, sock=self._socket)
        await self._stop.wait()
        server.close()
        for task in (others := asyncio.all_tasks() - {asyncio.current_task()}):
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        # Closed transports let go of their sockets in the loop's next rounds.
        await asyncio.sleep(0.05)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        name = self._drawn()
        self.counts[name] += 1
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await self._faults.get(name, self._pass)((reader, writer))
        finally:
            writer.close()

    async def _pass(self, client: Pipe) -> None:
        async with self._up() as up:
            await _first_of(_copy(client[0], up[1]), _copy(up[0], client[1]))

    async def _delay(self, client: Pipe) -> None:
        await asyncio.sleep(self._rng.uniform(0, 0.3))
        await self._pass(client)

    async def _cut_question(self, client: Pipe) -> None:
        """At any byte of it; what came before has reached the cloud."""
        cut = self._rng.randrange(1, 6000) if self.cut_bytes is None else self.cut_bytes
        if self.cut_bytes is not None:
            self.cut_bytes = 0
        async with self._up() as up:
            await _first_of(_copy(client[0], up[1], cut), _copy(up[0], client[1]))

    async def _cut_answer(self, client: Pipe) -> None:
        async with self._up() as up:
            await _first_of(_copy(client[0], up[1]), _copy(up[0], client[1], self._rng.randrange(1, 900)))

    async def _lose_answer(self, client: Pipe) -> None:
        """The cloud does what it was asked; nobody hears of it."""
        async with self._up() as up:
            question = asyncio.create_task(_copy(client[0], up[1]))
            await up[0].read(1)
            question.cancel()

    async def _duplicate(self, client: Pipe) -> None:
        """The whole question again, a little later, on a connection of its own: also out of order then."""
        question = await _until_quiet(client[0])
        async with self._up() as up, self._up() as again:
            up[1].write(question)
            await asyncio.sleep(self._rng.uniform(0, 0.1))
            again[1].write(question)
            await _first_of(_copy(client[0], up[1]), _copy(up[0], client[1]), _copy(again[0], None))

    async def _drip(self, client: Pipe) -> None:
        async with self._up() as up:
            await _first_of(_copy(client[0], up[1]), _copy(up[0], client[1], drip_s=0.005))

    async def _black_hole(self, client: Pipe) -> None:
        await _copy(client[0], None)

    async def _reset(self, client: Pipe) -> None:
        await client[0].read(self._rng.randrange(1, 2000))
        sock = client[1].get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        client[1].transport.abort()

    async def _garbage(self, client: Pipe) -> None:
        await client[0].read(1)
        client[1].write(self._rng.randbytes(self._rng.randrange(1, 200)))
        await client[1].drain()

    @contextlib.asynccontextmanager
    async def _up(self) -> AsyncIterator[Pipe]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.upstream)
        try:
            yield reader, writer
        finally:
            writer.close()


async def _copy(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter | None,
    most: int | None = None,
    drip_s: float | None = None,
) -> None:
    """Until its end, or until `most` bytes went."""
    while (most is None or most > 0) and (
        data := await reader.read(1 if drip_s else min(65536, most or 65536))
    ):
        if writer is not None:
            writer.write(data)
            await writer.drain()
        if drip_s:
            await asyncio.sleep(drip_s)
        most = None if most is None else most - len(data)


async def _first_of(*copies: Awaitable[None]) -> None:
    """Both ways until one of them ends: a connection is over then."""
    tasks = [asyncio.ensure_future(copy) for copy in copies]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _until_quiet(reader: asyncio.StreamReader) -> bytes:
    data = await reader.read(65536)
    with contextlib.suppress(TimeoutError):
        while more := await asyncio.wait_for(reader.read(65536), QUIET_S):
            data += more
    return data


@contextlib.contextmanager
def between(port: int, seed: int) -> Iterator[FaultProxy]:
    """A proxy before the server on this port, while the block lasts."""
    proxy = FaultProxy(port, random.Random(seed))
    proxy._thread.start()
    try:
        yield proxy
    finally:
        proxy._loop.call_soon_threadsafe(proxy._stop.set)
        proxy._thread.join()
