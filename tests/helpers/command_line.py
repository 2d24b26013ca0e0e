"""The real executable, as a script calls it."""

import subprocess
import sys
from pathlib import Path

EXECUTABLE = Path(sys.executable).with_name("swingvision")


def swingvision(
    *arguments: str | Path, env: dict[str, str] | None = None, timeout_s: float = 150
) -> subprocess.CompletedProcess[str]:
    """Run it to its end; a traceback is a failure whatever the exit code."""
    done = subprocess.run(
        [EXECUTABLE, *arguments],
        capture_output=True,
        text=True,
        timeout=timeout_s,
        env=env,
        stdin=subprocess.DEVNULL,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done
