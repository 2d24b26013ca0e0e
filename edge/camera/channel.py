"""What the capture process and the bay say to each other, over a pair of local sockets.

One JSON object a packet; a ring travels as two file descriptors beside its packet.
"""

import json
import os
import socket
from typing import Any

MOST_BYTES = 8192

Said = dict[str, Any]


class Closed(Exception):
    """The other side is gone."""


def pair() -> tuple[socket.socket, socket.socket]:
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def say(channel: socket.socket, said: Said, *descriptors: int) -> None:
    """Raises Closed."""
    try:
        socket.send_fds(channel, [json.dumps(said).encode()], descriptors)
    except OSError as error:
        raise Closed from error


def hear(channel: socket.socket, timeout_s: float | None) -> tuple[Said, list[int]] | None:
    """The next packet and its descriptors, None when none came in time. Raises Closed."""
    channel.settimeout(timeout_s)
    try:
        data, descriptors, _, _ = socket.recv_fds(channel, MOST_BYTES, 2)
    except (TimeoutError, BlockingIOError):
        return None
    except OSError as error:
        raise Closed from error
    finally:
        channel.settimeout(None)
    if not data:
        raise Closed
    for descriptor in descriptors:
        os.set_inheritable(descriptor, False)
    said: Said = json.loads(data)
    return said, descriptors
