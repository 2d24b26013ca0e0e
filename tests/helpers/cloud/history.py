"""Compare what devices say they captured with what the cloud has: everything, and once."""

from collections import Counter
from collections.abc import Iterable, Mapping

from swingvision.delivery import ClipAnnouncement
from tests.helpers.cloud.state import State


def differences(captured: Mapping[str, Iterable[str]], state: State) -> list[str]:
    """What is wrong, in words. captured: of each acknowledged swing, the kinds of what belongs to it.

    More than was acknowledged may be there (a swing that was saved, whose acknowledgement was cut off), but
    never one of a kind twice, and never a clip without its bytes.
    """
    received = state.received()
    found: list[str] = []
    for swing_id, kinds in captured.items():
        there = {kind for kind, _ in received.get(swing_id, [])}
        found += [f"{kind} of {swing_id} is lost" for kind in kinds if kind not in there]
    for swing_id, deliveries in received.items():
        counts = Counter(kind for kind, _ in deliveries)
        found += [f"{kind} of {swing_id} is there {n} times" for kind, n in counts.items() if n > 1]
    return found + _clips_without_bytes(state)


def out_of_order(state: State) -> list[str]:
    """Results of one device whose order by (boot_epoch, seq) is not that of their numbers in the session."""
    found = []
    for device in state.devices.values():
        results = [item for item in device.items.values() if item.kind == "result"]
        by_place = sorted(results, key=lambda item: (item.boot_epoch, item.seq))
        by_id = sorted(results, key=lambda item: item.delivery_id)
        if len({(item.boot_epoch, item.seq) for item in results}) != len(results) or by_place != by_id:
            found.append(f"device {device.device_id} has results out of order")
    return found


def _clips_without_bytes(state: State) -> list[str]:
    announced = [
        ClipAnnouncement.model_validate_json(item.body)
        for device in state.devices.values()
        for item in device.items.values()
        if item.kind == "clip"
    ]
    return [f"clip of {one.swing_id} has no bytes" for one in announced if one.sha256 not in state.clips]
