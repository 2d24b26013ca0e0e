"""A live CrateDB for tests: the one at CRATEDB_URL, or our own nodes from the server's folder CRATE_HOME."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg

URL, HOME = os.environ.get("CRATEDB_URL"), os.environ.get("CRATE_HOME")
NO_SERVER = "CrateDB: set CRATEDB_URL, or CRATE_HOME to a server's folder, to run this"
NO_NODES = "CrateDB: set CRATE_HOME to a server's folder to run this, which stops nodes"
START_LIMIT_S = 180.0
HEAP = "1g"
# The server refuses to run as root.
USER = "nobody"


class Node:
    """One node on loopback, a process group of its own."""

    def __init__(self, folder: Path, number: int, cluster: list[tuple[int, int, int]]) -> None:
        self.folder = folder / f"node{number}"
        self.http_port, self.postgres_port, self.transport_port = cluster[number]
        self.url = f"http://127.0.0.1:{self.http_port}"
        self._arguments = self._settings(number, [transport for _, _, transport in cluster])
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        for name in ("data", "config", "logs"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "config" / "crate.yml").write_text(
            "auth.host_based.enabled: true\n"
            "auth.host_based.config.0: {user: crate, address: _local_, method: trust}\n"
            "auth.host_based.config.99: {method: password}\n"
        )
        assert HOME is not None
        shutil.copy(Path(HOME) / "config" / "log4j2.properties", self.folder / "config")
        root = os.getuid() == 0
        if root:
            subprocess.run(["chown", "-R", USER, self.folder], check=True)
        environment = os.environ | {"CRATE_HEAP_SIZE": HEAP, "CRATE_DISABLE_GC_LOGGING": "1"}
        with (self.folder / "out.log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(Path(HOME) / "bin" / "crate"), *self._arguments],
                stdout=log,
                stderr=log,
                env=environment,
                cwd=self.folder,
                user=USER if root else None,
                start_new_session=True,
            )

    def wait(self, nodes: int) -> None:
        """Until it is in a cluster of so many nodes whose tables all answer."""
        deadline = time.monotonic() + START_LIMIT_S
        while time.monotonic() < deadline:
            assert self._process is not None and self._process.poll() is None, self.log()
            if self._ask("SELECT count(*) FROM sys.nodes") == nodes and not self._ask(
                "SELECT count(*) FROM sys.health WHERE health <> 'GREEN'"
            ):
                return
            time.sleep(0.25)
        raise AssertionError(f"no cluster of {nodes} after {START_LIMIT_S} s: {self.log()}")

    def send(self, number: signal.Signals) -> None:
        """To the server itself: SIGKILL, SIGSTOP, SIGCONT, SIGTERM."""
        assert self._process is not None
        os.killpg(self._process.pid, number)
        if number == signal.SIGKILL:
            self._process.wait()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self.send(signal.SIGCONT)
            self.send(signal.SIGTERM)
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.send(signal.SIGKILL)

    def log(self) -> str:
        return (self.folder / "out.log").read_text(errors="replace")[-4000:]

    def _ask(self, statement: str) -> int | None:
        try:
            answer = httpx.post(f"{self.url}/_sql", json={"stmt": statement}, timeout=5)
            return int(answer.json()["rows"][0][0])
        except (httpx.HTTPError, KeyError, ValueError):
            return None

    def _settings(self, number: int, transports: list[int]) -> list[str]:
        settings = {
            "path.data": self.folder / "data",
            "path.conf": self.folder / "config",
            "path.logs": self.folder / "logs",
            "cluster.name": "swingvision-tests",
            "node.name": f"node{number}",
            "network.host": "127.0.0.1",
            "http.port": self.http_port,
            "psql.port": self.postgres_port,
            "transport.tcp.port": self.transport_port,
            "udc.enabled": "false",
            "node.store.allow_mmap": "false",
        }
        if len(transports) == 1:
            settings["discovery.type"] = "single-node"
        else:
            settings["discovery.seed_hosts"] = ",".join(f"127.0.0.1:{port}" for port in transports)
            settings["cluster.initial_master_nodes"] = ",".join(f"node{n}" for n in range(len(transports)))
        return [f"-C{name}={value}" for name, value in settings.items()]


@contextmanager
def nodes(folder: Path, count: int) -> Iterator[list[Node]]:
    """A cluster of our own, in a folder that its user can reach."""
    folder.chmod(0o755)
    ports = _free_ports(3 * count)
    cluster = [(ports[3 * n], ports[3 * n + 1], ports[3 * n + 2]) for n in range(count)]
    made = [Node(folder, number, cluster) for number in range(count)]
    try:
        for node in made:
            node.start()
        for node in made:
            node.wait(count)
        yield made
    finally:
        for node in made:
            node.stop()


def postgres(user: str, password: str, port: int, schema: str) -> "psycopg.Connection[tuple[Any, ...]]":
    return psycopg.connect(
        host="127.0.0.1",
        port=port,
        user=user,
        password=password,
        autocommit=True,
        prepare_threshold=None,
        options=f"-c search_path={schema}",
    )


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
