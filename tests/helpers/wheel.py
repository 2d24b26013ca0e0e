"""Install a wheel where no checkout and no Node is, run a bay from it, and wait for a swing of the demo.

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


def install(wheel: Path, folder: Path) -> Path:
    """A fresh environment with the wheel and its edge extra, exactly as locked; returns its bin folder."""
    uv = [str(Path(sys.executable).parent / "uv"), "--quiet"]
    python = folder / "venv" / "bin" / "python"
    subprocess.run([*uv, "venv", "--python", sys.executable, str(folder / "venv")], check=True)
    target = ["--python", str(python)]
    constraints = ["--constraints", str(ROOT / "requirements" / "edge.lock")]
    subprocess.run([*uv, "pip", "install", *target, *constraints, f"{wheel}[edge]"], check=True, cwd=folder)
    return python.parent


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


def main() -> int:
    wheel = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="swingvision-wheel-") as name:
        folder = Path(name)
        bin_folder = install(wheel, folder)
        port = free_port()
        page = f"http://127.0.0.1:{port}"
        # Neither Node nor the checkout's programs are within reach.
        environment = {**os.environ, "PATH": f"{bin_folder}:/usr/bin:/bin"}
        command: list[str | Path] = [
            bin_folder / "swingvision",
            "bay",
            "run",
            "--camera",
            "virtual:",
            "--data",
            folder / "data",
        ]
        bay = subprocess.Popen(
            [*command, "--port", str(port)], cwd=folder, env=environment, stdin=subprocess.DEVNULL
        )
        try:
            wait_for("the kiosk's page", START_S, f"{page}/", lambda body: b"_next/static" in body)
            swings = wait_for(
                "a swing",
                SWING_S,
                f"{page}/api/swings",
                lambda body: any(s["saved"] and s["clip_url"] for s in json.loads(body)["swings"]),
            )
            saved = next(s for s in json.loads(swings)["swings"] if s["clip_url"])
            clip = get(page + saved["clip_url"])
        finally:
            bay.send_signal(signal.SIGTERM)
            code = bay.wait(timeout=15)
    tempo = saved["report"]["metrics"]["tempo_ratio"]["value"]
    print(
        f"package: {wheel.name} ({wheel.stat().st_size / 1e6:.1f} MB) runs a bay:"
        f" tempo {tempo:.2f}, clip {len(clip) / 1e6:.2f} MB"
    )
    return code


if __name__ == "__main__":
    sys.exit(main())
