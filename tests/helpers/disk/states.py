"""The states in which a power cut may leave the files of a recording.

What was synced before the cut is there. Of what was not, any part may be, in any order: each write and each
truncation of a file by itself, a write torn at any sector, each entry of a folder by itself. A file's sync
says nothing of its name, a folder's nothing of its files' content: so POSIX has it, and no file system
is harsher.
"""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from tests.helpers.disk.recording import Enter, Leave, Recording, Said, Step, Sync, Truncate, Write

SECTOR = 512


@dataclass(frozen=True, slots=True)
class State:
    """files: content by path below the root. folders: paths. said: what the program had printed by then."""

    files: dict[str, bytes]
    folders: tuple[str, ...]
    said: tuple[str, ...]
    cut_at: int

    def number(self) -> int:
        """The same for the same state, within one process."""
        return hash((frozenset(self.files.items()), frozenset(self.folders), self.said))

    def write(self, root: Path, pool: "Pool") -> None:
        """Make it real below an empty folder. Files that nobody changes are links to one copy."""
        for folder in sorted(self.folders):
            (root / folder).mkdir()
        for path, content in self.files.items():
            if ".db" in path or path.endswith("epoch"):
                (root / path).write_bytes(content)
            else:
                os.link(pool.file(content), root / path)


@dataclass
class Pool:
    folder: Path
    _made: dict[bytes, Path] = field(default_factory=dict)

    def file(self, content: bytes) -> Path:
        key = blake2b(content, digest_size=16).digest()
        if key not in self._made:
            self._made[key] = self.folder / key.hex()
            self._made[key].write_bytes(content)
        return self._made[key]


class Cuts:
    """Power cuts of one recording. Each seed names one state, always the same."""

    def __init__(self, recording: Recording) -> None:
        self._steps, self._folders = recording.steps, recording.folders
        self._splits: dict[int, tuple[list[Step], list[Step]]] = {}
        self._changes = [at for at, step in enumerate(self._steps) if not isinstance(step, Said)]

    def everything(self) -> State:
        """No power cut: what the program left behind."""
        disk = _Disk(self._folders)
        for step in self._steps:
            disk.settle(step)
        return disk.state(self._said(len(self._steps)), len(self._steps))

    def state(self, seed: int) -> State:
        rng = random.Random(seed)
        cut_at = rng.choice(self._changes) + 1
        if cut_at not in self._splits:
            self._splits[cut_at] = self._split(cut_at)
        settled, pending = self._splits[cut_at]
        disk = _Disk(self._folders)
        for step in settled:
            disk.settle(step)
        share = rng.choice((0.0, 1.0, 0.5, 0.9, 0.1, 0.5))
        torn = rng.random() < 0.5
        for step in pending:
            if rng.random() < share:
                disk.settle(_torn(step, rng) if torn and rng.random() < 0.3 else step)
        return disk.state(self._said(cut_at), cut_at)

    def _split(self, cut_at: int) -> tuple[list[Step], list[Step]]:
        """Steps before the cut: those that a sync made safe, and those that none did, in their order."""
        safe: set[int] = set()
        waiting: dict[int, list[int]] = {}
        for at in range(cut_at):
            step = self._steps[at]
            if isinstance(step, Sync):
                safe.update(waiting.pop(step.file, []))
            elif isinstance(step, Write | Truncate):
                waiting.setdefault(step.file, []).append(at)
            elif isinstance(step, Enter | Leave):
                waiting.setdefault(step.folder, []).append(at)
        unsafe = sorted(at for places in waiting.values() for at in places)
        return [self._steps[at] for at in sorted(safe)], [self._steps[at] for at in unsafe]

    def _said(self, cut_at: int) -> tuple[str, ...]:
        return tuple(step.line for step in self._steps[:cut_at] if isinstance(step, Said) and step.line)


def _torn(step: Step, rng: random.Random) -> Step:
    """Some sectors of a write: the first few, the last few, or one in the middle of it missing."""
    if not isinstance(step, Write) or len(step.data) <= SECTOR:
        return step
    first_edge = SECTOR - step.offset % SECTOR
    edges = range(first_edge, len(step.data), SECTOR)
    if not edges:
        return step
    edge = rng.choice(edges)
    if rng.random() < 0.5:
        return Write(step.file, step.offset, step.data[:edge])
    return Write(step.file, step.offset + edge, step.data[edge:])


class _Disk:
    def __init__(self, folders: frozenset[int]) -> None:
        self._folders = folders
        self._content: dict[int, bytearray] = {}
        self._entries: dict[int, dict[str, int]] = {}

    def settle(self, step: Step) -> None:
        match step:
            case Write():
                content = self._content.setdefault(step.file, bytearray())
                if len(content) < step.offset:
                    content.extend(bytes(step.offset - len(content)))
                content[step.offset : step.offset + len(step.data)] = step.data
            case Truncate():
                content = self._content.setdefault(step.file, bytearray())
                del content[step.size :]
                content.extend(bytes(step.size - len(content)))
            case Enter():
                entries = self._entries.setdefault(step.folder, {})
                if step.leaves is not None and entries.get(step.leaves) == step.file:
                    del entries[step.leaves]
                entries[step.name] = step.file
            case Leave():
                self._entries.setdefault(step.folder, {}).pop(step.name, None)
            case _:
                pass

    def state(self, said: tuple[str, ...], cut_at: int) -> State:
        files: dict[str, bytes] = {}
        folders: list[str] = []
        for path, number in self._walk(0, ""):
            if number in self._folders:
                folders.append(path)
            else:
                files[path] = bytes(self._content.get(number, b""))
        return State(files, tuple(folders), said, cut_at)

    def _walk(self, folder: int, above: str) -> Iterator[tuple[str, int]]:
        for name, number in self._entries.get(folder, {}).items():
            path = f"{above}{name}"
            yield path, number
            if number in self._folders:
                yield from self._walk(number, f"{path}/")
