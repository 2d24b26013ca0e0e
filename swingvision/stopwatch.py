"""Where the time of a measurement goes, stage by stage.

Code says which stage it is in (`with stage("club")`); it costs next to nothing while nobody listens. Whoever
wants to know listens with `watched()`. A stage inside another one counts for itself alone.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, TypeVar

Stage = Literal[
    # A picture: how long it waited, to BGR, looked through for people, cut out, seen by the model, read.
    "wait",
    "decode",
    "search",
    "crop",
    "infer",
    "post",
    # A swing: noticed, its poses, its club, its numbers; kept, shown.
    "detection",
    "poses",
    "club",
    "analysis",
    "store",
    "encode",
    "send",
    # A clip's table, drawings and files; all else.
    "outputs",
    "rest",
]
Item = TypeVar("Item")


@dataclass(slots=True)
class Spent:
    """wall_s: by the clock. cpu_s: of all of the process's threads, so it may be the larger one."""

    wall_s: float = 0.0
    cpu_s: float = 0.0


@dataclass(slots=True)
class Stopwatch:
    """What each stage has spent, in the order in which the stages were entered first.

    clock: tells wall and CPU time, seconds.
    """

    clock: Callable[[], tuple[float, float]] = lambda: (time.perf_counter(), time.process_time())
    spent: dict[Stage, Spent] = field(default_factory=dict)
    _open: list[Stage] = field(default_factory=list)
    _since: tuple[float, float] = (0.0, 0.0)

    @property
    def total(self) -> Spent:
        every = self.spent.values()
        return Spent(sum(one.wall_s for one in every), sum(one.cpu_s for one in every))

    @contextmanager
    def running(self, name: Stage) -> Iterator[None]:
        self._charge()
        self._open.append(name)
        self.spent.setdefault(name, Spent())
        try:
            yield
        finally:
            self._charge()
            self._open.pop()

    def _charge(self) -> None:
        """What has passed since the last look goes to the innermost stage."""
        now = self.clock()
        if self._open:
            here = self.spent[self._open[-1]]
            here.wall_s += now[0] - self._since[0]
            here.cpu_s += now[1] - self._since[1]
        self._since = now


_listening: ContextVar[Stopwatch | None] = ContextVar("stopwatch", default=None)


@contextmanager
def watched(stopwatch: Stopwatch | None = None) -> Iterator[Stopwatch]:
    """Yields the stopwatch of what is done inside; what belongs to no stage is its "rest"."""
    stopwatch = stopwatch or Stopwatch()
    token = _listening.set(stopwatch)
    try:
        with stopwatch.running("rest"):
            yield stopwatch
    finally:
        _listening.reset(token)


@contextmanager
def stage(name: Stage) -> Iterator[None]:
    stopwatch = _listening.get()
    if stopwatch is None:
        yield
        return
    with stopwatch.running(name):
        yield


def each(name: Stage, items: Iterable[Item]) -> Iterator[Item]:
    """The same items; only what it takes to get each one counts for the stage."""
    source = iter(items)
    while True:
        with stage(name):
            made = tuple(islice(source, 1))
        if not made:
            return
        yield from made
