"""The cloud service over HTTP on this machine: ingest beside a bulk insert, pages, trends, memory.

python -m tests.bench.cloud_speed [--swings 10000 --swings 1000000] [--data DIR]

Ratios are of one run: the same client process sends the same swings over HTTP and straight into a store, in
turns. DIR keeps the seeded histories for the next run; one of more than a million is copied from a million,
so ask for a multiple of that. With CRATEDB_URL set, ingest and a history of CRATEDB_SWINGS are measured on
CrateDB too, in tables that are dropped afterwards.
"""

import argparse
import gzip
import json
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx

from cloud.cratedb.database import Database
from cloud.cratedb.migrations import TABLES
from cloud.devices.repository import Device
from cloud.ingest.capture_time import BayClock
from cloud.ingest.items import understood
from cloud.ingest.repository import Arrival
from cloud.seed import fill
from cloud.server import DATABASE, open_parts, open_store
from cloud.settings import Settings
from cloud.store import Store
from swingvision.delivery import Item
from swingvision.settings import CLOUD_PREFIX
from swingvision.uuid7 import uuid7
from tests.bench.copied_history import copy
from tests.cloud.bay import Bay, now_ms, swing
from tests.cloud.serving import serving
from tests.helpers.wheel import free_port

BATCH, ROUNDS, BATCHES = 500, 5, 6
SMALL, SMALL_RATE, SMALL_S = 5, 500, 20.0
ASKED, ASKED_COLD = 200, 20
CRATEDB_SWINGS = 10_000
MOST_SEEDED = 1_000_000
DAY_MS = 86_400_000
ORGANISATION = "Bench range"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--swings", type=int, action="append")
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        ingest(Path(scratch) / "ingest")
        small_batches(Path(scratch) / "small")
        for swings in given.swings or [10_000]:
            history((given.data or Path(scratch)) / str(swings), swings)
        if url := os.environ.get("CRATEDB_URL"):
            print("on CrateDB:")
            with on_cratedb(url):
                ingest(Path(scratch) / "cratedb-ingest")
            with on_cratedb(url):
                history(Path(scratch) / "cratedb", CRATEDB_SWINGS)


@contextmanager
def on_cratedb(url: str) -> Iterator[None]:
    """Services that are started now keep their rows there, by nothing but their settings."""
    schema = f"bench_{uuid7()[-12:]}"
    said = {"KIND": "cratedb", "CRATEDB_URL": url, "CRATEDB_SCHEMA": schema}
    os.environ.update({f"{CLOUD_PREFIX}STORE__{name}": value for name, value in said.items()})
    try:
        yield
    finally:
        database = Database(url, schema)
        for table in (*TABLES, "schema_version"):
            database.change(f"DROP TABLE IF EXISTS {table}")
        database.close()
        for name in said:
            del os.environ[f"{CLOUD_PREFIX}STORE__{name}"]


def joined(data: Path, http: httpx.Client) -> tuple[Bay, Device]:
    parts = open_parts(Settings(), data)
    code = parts.devices.invite(ORGANISATION, "Bay 1", 3600)
    bay = Bay(http)
    bay.device_id = bay.claim(code).json()["device_id"]
    bay.token = bay.ask_token().json()["token"]
    device = parts.store.devices.device(bay.device_id)
    parts.store.close()
    assert device is not None
    return bay, device


def ingest(data: Path) -> None:
    """Swings a second, whole batches: over HTTP to the disk, and straight into a store of the same kind."""
    port = free_port()
    with (
        serving(data, port),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as http,
    ):
        bay, device = joined(data, http)
        store = open_store(Settings().store, data / "bulk")
        over_http, in_bulk = [], []
        for _ in range(ROUNDS):
            batches = [[bay.result(swing()) for _ in range(BATCH)] for _ in range(BATCHES)]
            rows = [[arrival(item, device) for item in batch] for batch in batches]
            bodies = [gzip.compress(json.dumps(bay.batch(*batch)).encode(), 1) for batch in batches]
            over_http.append(rate(partial(send_all, bay, bodies)))
            in_bulk.append(rate(partial(apply_all, store, rows)))
        store.close()
    http_s, bulk_s = statistics.median(over_http), statistics.median(in_bulk)
    print(f"ingest, batches of {BATCH}: {http_s:,.0f} swings/s over HTTP, {bulk_s:,.0f} in bulk", end="")
    print(f" -> {http_s / bulk_s:.2f}  ({len(bodies[0]) // 1024} KiB a batch, {ROUNDS} rounds in turns)")


def arrival(item: dict[str, object], device: Device) -> Arrival:
    return understood(Item.model_validate(item), device, BayClock.of(now_ms(), None, now_ms())).arrival


def send(bay: Bay, body: bytes) -> None:
    headers = {**bay.headers, "content-encoding": "gzip"}
    answer = bay.http.post("/v1/deliveries", content=body, headers=headers)
    assert {one["verdict"] for one in answer.json()["verdicts"]} == {"accepted"}


def send_all(bay: Bay, bodies: list[bytes]) -> None:
    for body in bodies:
        send(bay, body)


def apply_all(store: Store, rows: list[list[Arrival]]) -> None:
    for batch in rows:
        store.ingest.apply(batch)


def rate(act: Callable[[], object]) -> float:
    began = time.monotonic()
    act()
    return BATCH * BATCHES / (time.monotonic() - began)


def small_batches(data: Path) -> None:
    """Memory and latency at SMALL_RATE swings a second, SMALL in a batch, from four bays."""
    port = free_port()
    took: list[float] = []
    url = f"http://127.0.0.1:{port}"
    with serving(data, port) as process:
        clients = [httpx.Client(base_url=url, timeout=60) for _ in range(4)]
        bays = [joined(data, http)[0] for http in clients]
        every_s = len(bays) * SMALL / SMALL_RATE
        stop = time.monotonic() + SMALL_S

        def work(bay: Bay) -> None:
            due = time.monotonic()
            while due < stop:
                items = [bay.result(swing()) for _ in range(SMALL)]
                time.sleep(max(0.0, due - time.monotonic()))
                began = time.monotonic()
                assert bay.deliver(*items) == ["accepted"] * SMALL
                took.append(time.monotonic() - began)
                due = max(due + every_s, time.monotonic() - 1)

        threads = [threading.Thread(target=work, args=(bay,)) for bay in bays]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rss = rss_mib(process.pid)
        for client in clients:
            client.close()
    done = len(took) * SMALL / SMALL_S
    print(
        f"small batches of {SMALL}: {done:,.0f} swings/s of {SMALL_RATE} asked, {said(took)}, {rss:.0f} MiB"
    )


def rss_mib(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmHWM")


def said(took: list[float]) -> str:
    ordered = sorted(took)
    p50, p95 = (1000 * ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.95))
    return f"p50 {p50:.1f} ms, p95 {p95:.1f} ms"


def seed(data: Path, swings: int) -> None:
    """A history of so many swings, unless it is there."""
    if (data / "seeded").exists():
        return
    if swings <= MOST_SEEDED:
        parts = open_parts(Settings(), data)
        fill(parts.store, parts.organisations.named(ORGANISATION), swings, 1, lambda share: None)
        parts.store.close()
    else:
        source = data.parent / str(MOST_SEEDED)
        seed(source, MOST_SEEDED)
        copy(source / DATABASE, data / DATABASE, swings // MOST_SEEDED)
    (data / "seeded").touch()


def history(data: Path, swings: int) -> None:
    seed(data, swings)
    parts = open_parts(Settings(), data)
    organisation_id = parts.organisations.named(ORGANISATION)
    token = parts.tokens.add(organisation_id, ["swings:read"], "bench", 3600)
    parts.store.close()
    port = free_port()
    headers = {"authorization": f"Bearer {token}"}
    with (
        serving(data, port) as process,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60) as http,
    ):
        for name, ask in questions(http).items():
            warm = said([timed(ask) for _ in range(ASKED)])
            cold = said([after_forgetting(data / DATABASE, ask) for _ in range(ASKED_COLD)])
            print(f"{swings:>10,} swings  {name:28} {warm}; nothing in memory: {cold}", flush=True)
        print(f"{swings:>10,} swings  {'memory':28} {rss_mib(process.pid):.0f} MiB")


def questions(http: httpx.Client) -> dict[str, Callable[[], httpx.Response]]:
    """What is asked, in turn of different players and bays."""
    now = now_ms()
    seen: dict[str, dict[str, str]] = {}
    after = None
    for _ in range(20):
        which: dict[str, str] = {} if after is None else {"after": after}
        page = http.get("/v1/swings", params={"limit": 200, **which}).json()
        seen |= {one["player_id"]: one for one in page["swings"] if one["player_id"]}
        after = page["next_after"]
        if after is None:
            break
    players, bays = cycle([*seen]), cycle(sorted({one["bay"] for one in seen.values()}))
    place = cycle([http.get("/v1/swings", params={"limit": n}).json()["next_after"] for n in range(1, 50)])
    year: dict[str, str | int] = {
        "metric": "tempo_ratio",
        "from_ms": now - 365 * DAY_MS,
        "until_ms": now,
        "bucket_days": 30,
    }
    return {
        "healthz (the way alone)": lambda: http.get("/healthz"),
        "organisation, first page": lambda: http.get("/v1/swings"),
        "organisation, next page": lambda: http.get("/v1/swings", params={"after": place()}),
        "bay, first page": lambda: http.get("/v1/swings", params={"bay": bays()}),
        "player, first page": lambda: http.get("/v1/swings", params={"player_id": players()}),
        "organisation, one club": lambda: http.get("/v1/swings", params={"club": "wedge"}),
        "player, trend of 12 months": lambda: http.get("/v1/trends", params={**year, "player_id": players()}),
        "bay, trend of 12 months": lambda: http.get("/v1/trends", params={**year, "bay": bays()}),
    }


def cycle(values: list[str]) -> Callable[[], str]:
    places = iter(range(10**9))
    return lambda: values[next(places) % len(values)]


def timed(ask: Callable[[], httpx.Response]) -> float:
    began = time.monotonic()
    answer = ask()
    took = time.monotonic() - began
    assert answer.status_code == 200, answer.text
    return took


def after_forgetting(path: Path, ask: Callable[[], httpx.Response]) -> float:
    """The same, when the system holds nothing of the file in memory any more."""
    file = os.open(path, os.O_RDONLY)
    try:
        # What was not written yet would stay.
        os.fsync(file)
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(file)
    return timed(ask)


if __name__ == "__main__":
    main()
