"""What board this is, as far as Linux tells: what makes its figures comparable."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import swingvision

MODEL = Path("/proc/device-tree/model")
CPU_INFO = Path("/proc/cpuinfo")
ZONES = Path("/sys/class/thermal")


def describe() -> dict[str, str]:
    """Words by their name."""
    return {
        "board": _board(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.1f} GiB",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "onnxruntime": _version("onnxruntime") or _version("onnxruntime-gpu") or "not installed",
        "swingvision": swingvision.__version__,
    }


def hottest_c(zones: Path = ZONES) -> float | None:
    """Degrees Celsius of the hottest thermal zone; None where there is none to be read."""
    found = []
    for zone in zones.glob("thermal_zone*/temp"):
        try:
            found.append(int(zone.read_text(encoding="ascii")) / 1000)
        except (OSError, ValueError):
            continue
    return max(found, default=None)


def _board() -> str:
    """The device tree's model (a Pi, a Jetson), else the processor's name."""
    if MODEL.is_file():
        return MODEL.read_text(encoding="utf-8", errors="replace").strip("\0\n")
    for line in CPU_INFO.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
