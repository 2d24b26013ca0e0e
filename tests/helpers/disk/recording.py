"""Record a program's system calls on the files below a folder, with strace.

strace and not a shim in LD_PRELOAD: it comes ready from Debian, needs no C compiler, and sees every call of
the process, those of SQLite's own copy in a wheel and of FFmpeg too, by whatever symbol they are made.
"""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "open,openat,creat,close,dup,dup2,dup3,lseek,write,pwrite64,writev,pwritev,ftruncate,truncate,fallocate,"
    "fsync,fdatasync,sync_file_range,rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,"
    "mkdir,mkdirat"
)
REFUSED = {
    "writev",
    "pwritev",
    "truncate",
    "fallocate",
    "sync_file_range",
    "link",
    "linkat",
    "dup",
    "dup2",
    "dup3",
}


@dataclass(frozen=True, slots=True)
class Write:
    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """Of a file's content or a folder's entries."""

    file: int


@dataclass(frozen=True, slots=True)
class Enter:
    """A name in a folder now means this file; `leaves`: the name that it had in that folder until then."""

    folder: int
    name: str
    file: int
    leaves: str | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    folder: int
    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """A line that the program printed: from here on somebody relies on it."""

    line: str


Step = Write | Truncate | Sync | Enter | Leave | Said


@dataclass(frozen=True, slots=True)
class Recording:
    """steps: in their order. Files and folders are numbers; 0 is the folder itself, `folders` the others."""

    steps: tuple[Step, ...]
    folders: frozenset[int]


def record(command: Sequence[str], root: Path, env: Mapping[str, str]) -> Recording:
    """Run a command to its end. root: an empty folder, which is known to be on the disk itself."""
    calls = root.parent / f"{root.name}.calls"
    strace = ["strace", "-f", "-y", "-xx", "-s", str(1 << 26), "-e", f"trace={CALLS}", "-e", "signal=none"]
    done = subprocess.run(
        [*strace, "-o", str(calls), *command], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    reader = _Reader(root)
    with calls.open(encoding="ascii") as lines:
        for line in lines:
            reader.read(line)
    calls.unlink()
    return Recording(tuple(reader.steps), frozenset(reader.folders.values()))


_LINE = re.compile(r"^(\d+) +(.*)$", re.DOTALL)
_CALL = re.compile(r"^(\w+)\((.*)\) += (-?\d+)(?:<(.*?)>)?(.*)$", re.DOTALL)
_UNFINISHED, _RESUMED = " <unfinished ...>", re.compile(r"^<\.\.\. (\w+) resumed>")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_HANDLE = re.compile(r"^(\d+)<")


class _Reader:
    def __init__(self, root: Path) -> None:
        self._root = root
        self.steps: list[Step] = []
        self.folders: dict[str, int] = {str(root): 0}
        self._files: dict[str, int] = {}
        self._handles: dict[int, tuple[int, int]] = {}
        self._next = 1
        self._pending: dict[str, str] = {}

    def read(self, line: str) -> None:
        found = _LINE.match(line.rstrip("\n"))
        assert found is not None, line[:200]
        process, call = found.groups()
        if call.endswith(_UNFINISHED):
            self._pending[process] = call.removesuffix(_UNFINISHED)
            return
        if resumed := _RESUMED.match(call):
            call = self._pending.pop(process) + call[resumed.end() :]
        if (parts := _CALL.match(call)) is not None and int(parts[3]) >= 0:
            self._call(parts[1], parts[2], int(parts[3]), parts[4])

    def _call(self, name: str, words: str, result: int, opened: str | None) -> None:
        if name == "close":
            self._handles.pop(_handle(words), None)
        elif name in ("open", "openat", "creat"):
            self._open(words, result, opened)
        elif name in ("mkdir", "mkdirat"):
            self._mkdir(_paths(words)[-1])
        elif name in ("rename", "renameat", "renameat2"):
            self._rename(*_paths(words))
        elif name in ("unlink", "unlinkat", "rmdir"):
            self._unlink(_paths(words)[-1])
        elif name == "write" and _handle(words) == 1:
            self.steps += [Said(one) for one in _data(words).decode().splitlines()]
        elif (handle := _handle(words)) in self._handles:
            self._change(name, words, handle, result)
        elif name in ("fsync", "fdatasync"):
            # Of a folder: its handle was not opened for writing.
            if (folder := self.folders.get(_handle_path(words))) is not None:
                self.steps.append(Sync(folder))

    def _change(self, name: str, words: str, handle: int, result: int) -> None:
        assert name not in REFUSED, f"{name} is not understood"
        file, at = self._handles[handle]
        if name == "lseek":
            self._handles[handle] = (file, result)
        elif name == "write":
            self.steps.append(Write(file, at, _data(words)[:result]))
            self._handles[handle] = (file, at + result)
        elif name == "pwrite64":
            self.steps.append(Write(file, int(words.rpartition(",")[2]), _data(words)[:result]))
        elif name == "ftruncate":
            self.steps.append(Truncate(file, int(words.rpartition(",")[2])))
        elif name in ("fsync", "fdatasync"):
            self.steps.append(Sync(file))

    def _open(self, words: str, handle: int, opened: str | None) -> None:
        path = bytes.fromhex((opened or "").replace("\\x", "")).decode(errors="replace")
        self._handles.pop(handle, None)
        if not path.startswith(f"{self._root}/") or path in self.folders or path.endswith("-shm"):
            return
        if path not in self._files:
            self._files[path] = self._number()
            self._enter(path, self._files[path])
        elif "O_TRUNC" in words:
            self.steps.append(Truncate(self._files[path], 0))
        self._handles[handle] = (self._files[path], 0)

    def _mkdir(self, path: str) -> None:
        if path.startswith(f"{self._root}/"):
            self.folders[path] = self._number()
            self._enter(path, self.folders[path])

    def _rename(self, old: str, new: str) -> None:
        file = self._files.pop(old, None)
        if file is None:
            return
        self._files[new] = file
        folder, name = self._place(new)
        from_folder, from_name = self._place(old)
        if folder == from_folder:
            self.steps.append(Enter(folder, name, file, leaves=from_name))
        else:
            # Two folders: each keeps its own books, and a power cut may come between the two.
            self.steps += [Enter(folder, name, file), Leave(from_folder, from_name)]

    def _unlink(self, path: str) -> None:
        if self._files.pop(path, None) is not None:
            self.steps.append(Leave(*self._place(path)))

    def _enter(self, path: str, file: int) -> None:
        folder, name = self._place(path)
        self.steps.append(Enter(folder, name, file))

    def _place(self, path: str) -> tuple[int, str]:
        folder, name = os.path.split(path)
        return self.folders[folder], name

    def _number(self) -> int:
        self._next += 1
        return self._next - 1


def _handle(words: str) -> int:
    found = _HANDLE.match(words)
    return -1 if found is None else int(found[1])


def _handle_path(words: str) -> str:
    return bytes.fromhex(words.partition("<")[2].partition(">")[0].replace("\\x", "")).decode()


def _data(words: str) -> bytes:
    found = _STRING.search(words)
    assert found is not None, words[:200]
    return bytes.fromhex(found[1].replace("\\x", ""))


def _paths(words: str) -> list[str]:
    return [bytes.fromhex(one.replace("\\x", "")).decode() for one in _STRING.findall(words)]
