"""Bodies of older schema versions, lifted step by step to the newest.

UPCASTS maps (kind, version) to what makes version + 1 of it. A step that was released is never changed:
bodies of that version are still on the disks of bays.
"""

from collections.abc import Callable, Mapping
from typing import Any

from swingvision.delivery import SCHEMA_VERSION

Upcast = Callable[[dict[str, Any]], dict[str, Any]]
UPCASTS: Mapping[tuple[str, int], Upcast] = {}


class NewerVersion(Exception):
    """A version that this service does not know yet."""


def lifted(
    kind: str,
    version: int,
    body: dict[str, Any],
    upcasts: Mapping[tuple[str, int], Upcast] = UPCASTS,
    newest: int = SCHEMA_VERSION,
) -> dict[str, Any]:
    """The body as of the newest version. A kind without a step for a version did not change with it.

    Raises NewerVersion.
    """
    if version > newest:
        raise NewerVersion
    for step in range(version, newest):
        body = upcasts.get((kind, step), _same)(body)
    return body


def _same(body: dict[str, Any]) -> dict[str, Any]:
    return body
