"""Runs the web service in a thread of the bay, on a loopback address only."""

import socket
import threading
import time
from typing import Self

import uvicorn
from fastapi import FastAPI

from edge.live.socket import MAX_MESSAGE_BYTES

ADDRESS = "127.0.0.1"
START_LIMIT_S = 10.0
STOP_LIMIT_S = 3


class PortTaken(Exception):
    """Another program listens on the port; the message says what to do."""


class LiveServer:
    """Serves `app` from `start` to `stop`; port 0 takes a free one. Raises PortTaken when made."""

    def __init__(self, app: FastAPI, port: int) -> None:
        self._socket = _listen(port)
        self.url = f"http://{ADDRESS}:{self._socket.getsockname()[1]}/"
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=STOP_LIMIT_S,
                ws="websockets-sansio",
                ws_max_size=MAX_MESSAGE_BYTES,
                ws_per_message_deflate=False,
            )
        )
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="live", daemon=True
        )

    def start(self) -> Self:
        """Return when requests are answered."""
        self._thread.start()
        deadline = time.monotonic() + START_LIMIT_S
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("the web service did not start; the log says why")
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(2 * STOP_LIMIT_S)
        self._socket.close()


def _listen(port: int) -> socket.socket:
    # Named, so that the event loop sends small answers at once (TCP_NODELAY).
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((ADDRESS, port))
    except OSError as error:
        listening.close()
        raise PortTaken(
            f"The bay cannot listen on {ADDRESS}:{port}: {error.strerror}. "
            "Stop what uses this port or choose another one."
        ) from error
    return listening
