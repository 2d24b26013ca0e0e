"""Tell systemd how the bay is (sd_notify(3)); says nothing where no one listens."""

import os
import socket

READY = "READY=1"
ALIVE = "WATCHDOG=1"
STOPPING = "STOPPING=1"


def notify(state: str) -> bool:
    """Send one state to the socket that NOTIFY_SOCKET names; true when it was handed over.

    A socket that is gone is not the bay's trouble: the bay goes on, and the watchdog speaks if it must.
    """
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return False
    # A leading @ stands for the zero byte of Linux's abstract addresses.
    path = "\0" + address[1:] if address.startswith("@") else address
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to_systemd:
        try:
            to_systemd.connect(path)
            to_systemd.sendall(state.encode())
        except OSError:
            return False
    return True
