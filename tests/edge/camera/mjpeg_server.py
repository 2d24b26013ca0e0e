"""A network camera on loopback that can be unplugged, freeze, change its size and send garbage."""

import socket
import threading
import time
from types import TracebackType
from typing import Self

import cv2
import numpy as np

FPS = 30.0
HEAD = b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n"


class MjpegCamera:
    """http://127.0.0.1:PORT/: numbered pictures as JPEG. Its attributes may be changed while it runs."""

    def __init__(self) -> None:
        self.size = (320, 240)
        self.frozen = False
        self.garbage = False
        self.sent = 0
        self.port = 0
        self._listener: socket.socket | None = None
        self._connections: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def __enter__(self) -> Self:
        self.plug_in()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.unplug()
        for thread in self._threads:
            thread.join(5)

    def plug_in(self) -> None:
        """Listen, on the port of the last time."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        self._run(self._accept, self._listener)

    def unplug(self) -> None:
        """Drop every connection and refuse new ones."""
        listener, self._listener = self._listener, None
        for open_socket in [listener, *self._connections]:
            if open_socket is not None:
                _shut(open_socket)

    def _run(self, work: object, *given: socket.socket) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        while self._listener is listener:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            self._connections.add(connection)
            self._run(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        try:
            connection.recv(4096)
            connection.sendall(HEAD)
            while True:
                if not self.frozen:
                    connection.sendall(self._part())
                    self.sent += 1
                time.sleep(1 / FPS)
        except OSError:
            self._connections.discard(connection)
            connection.close()

    def _part(self) -> bytes:
        body = self._jpeg() if not self.garbage else np.random.default_rng(self.sent).bytes(5000)
        return b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n" % (len(body), body)

    def _jpeg(self) -> bytes:
        width, height = self.size
        image = np.full((height, width, 3), self.sent % 200, np.uint8)
        image[:, : width // 2] = 128
        return cv2.imencode(".jpg", image)[1].tobytes()


def _shut(open_socket: socket.socket) -> None:
    try:
        open_socket.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    open_socket.close()
