"""What this machine's processor can do."""

import platform
from pathlib import Path

CPU_FACTS = Path("/proc/cpuinfo")
# Those that add four products of 8-bit numbers at once, as Linux names them. Without them a quantised model
# is slower than its reference, and x86-64's older instructions saturate: it is less exact as well.
INTEGER_INSTRUCTIONS = {"x86_64": {"avx512_vnni", "avx_vnni"}, "aarch64": {"asimddp"}}


def this_machine() -> str:
    return platform.machine()


def computes_integers_fast(machine: str) -> bool:
    """Whether this is such a machine and its processor has instructions for 8-bit products."""
    return machine == this_machine() and bool(INTEGER_INSTRUCTIONS.get(machine, set()) & flags())


def flags() -> frozenset[str]:
    """What the first processor says of itself; nothing where the system does not tell."""
    return frozenset((_told("flags") or _told("Features") or "").split())


def model_name() -> str:
    """As its maker calls it, or what the system tells."""
    return _told("model name") or platform.processor() or "an unknown processor"


def _told(fact: str) -> str | None:
    try:
        lines = CPU_FACTS.read_text().splitlines()
    except OSError:
        return None
    pairs = (line.partition(":") for line in lines)
    return next((value.strip() for name, _, value in pairs if name.strip() == fact), None)
