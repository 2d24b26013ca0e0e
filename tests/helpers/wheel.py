"""Install a wheel where no checkout and no Node is, and run from it a bay, which must show a swing of the
demo, and the cloud service, which must show its page.

python -m tests.helpers.wheel dist/swingvision-*.whl
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
START_S = 30.0
SWING_S = 90.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def install(wheel: Path, extra: str, folder: Path) -> Path:
    """A fresh environment with the wheel and an extra of it, exactly as locked; returns its bin folder."""
    uv = [str(Path(sys.executable).parent / "uv"), "--quiet"]
    venv = folder / f"venv-{extra}"
    subprocess.run([*uv, "venv", "--python", sys.executable, str(venv)], check=True)
    target = ["--python", str(venv / "bin" / "python")]
    constraints = ["--constraints", str(ROOT / "requirements" / f"{extra}.lock")]
    subprocess.run(
        [*uv, "pip", "install", *target, *constraints, f"{wheel}[{extra}]"], check=True, cwd=folder
    )
    return venv / "bin"


def get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=5) as answer:
        body: bytes = answer.read()
        return body


def wait_for(what: str, limit_s: float, url: str, enough: Any) -> bytes:
    """Poll until enough(body); raises TimeoutError that says what was waited for."""
    until = time.monotonic() + limit_s
    while time.monotonic() < until:
        try:
            body = get(url)
            if enough(body):
                return body
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.25)
    raise TimeoutError(f"{what}: nothing within {limit_s:.0f} s at {url}")


@contextmanager
def run_from(bin_folder: Path, folder: Path, *arguments: str) -> Iterator[str]:
    """A program of the wheel until the block ends, which stops it as an operator would; its address."""
    port = free_port()
    # Neither Node nor the checkout's programs are within reach.
    environment = {**os.environ, "PATH": f"{bin_folder}:/usr/bin:/bin"}
    command = [str(bin_folder / "swingvision"), *arguments, "--port", str(port)]
    process = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=15)
    assert code == 0, f"{arguments} ended with {code}"


def has_pages(body: bytes) -> bool:
    return b"_next/static" in body


def run_bay(wheel: Path, folder: Path) -> str:
    """Returns what it measured."""
    data = str(folder / "bay")
    arguments = ("bay", "run", "--camera", "virtual:", "--data", data)
    with run_from(install(wheel, "edge", folder), folder, *arguments) as page:
        wait_for("the kiosk's page", START_S, f"{page}/", has_pages)
        swings = wait_for(
            "a swing",
            SWING_S,
            f"{page}/api/swings",
            lambda body: any(s["saved"] and s["clip_url"] for s in json.loads(body)["swings"]),
        )
        saved = next(s for s in json.loads(swings)["swings"] if s["clip_url"])
        clip = get(page + saved["clip_url"])
    tempo = saved["report"]["metrics"]["tempo_ratio"]["value"]
    return f"tempo {tempo:.2f}, clip {len(clip) / 1e6:.2f} MB"


def run_cloud(wheel: Path, folder: Path) -> None:
    data = str(folder / "cloud")
    with run_from(install(wheel, "cloud", folder), folder, "cloud", "run", "--data", data) as page:
        wait_for("the portal's page", START_S, f"{page}/", has_pages)


def main() -> int:
    wheel = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="swingvision-wheel-") as name:
        measured = run_bay(wheel, Path(name))
        run_cloud(wheel, Path(name))
    print(
        f"package: {wheel.name} ({wheel.stat().st_size / 1e6:.1f} MB) runs the service, and a bay: {measured}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
