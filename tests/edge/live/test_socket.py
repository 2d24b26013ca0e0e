"""The WebSocket: state first, then every change in order; garbage from one page is no one else's business."""

import json
import resource
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from edge.live.hub import MAX_WAITING_BYTES, MAX_WAITING_MESSAGES
from edge.live.socket import MAX_MESSAGE_BYTES, MAX_PAGES
from edge.messages import Golfer, ResultMessage, ServerMessage, StateMessage, StatusMessage
from tests.edge.live.bay import plain_status
from tests.edge.live.conftest import LIMIT_S, Service
from tests.edge.samples import sample_swing

server_message: TypeAdapter[ServerMessage] = TypeAdapter(ServerMessage)


def receive(page: ClientConnection) -> ServerMessage:
    return server_message.validate_json(page.recv(LIMIT_S))


def eventually(holds: Callable[[], bool], words: str) -> None:
    deadline = time.monotonic() + LIMIT_S
    while not holds():
        assert time.monotonic() < deadline, words
        time.sleep(0.01)


def close_code(page: ClientConnection) -> int | None:
    with pytest.raises(ConnectionClosed):
        while True:
            page.recv(LIMIT_S)
    return page.close_code


def test_a_page_gets_the_full_state_first_and_then_changes(service: Service) -> None:
    with service.page() as page:
        assert receive(page) == service.bay.state()
        changed = StatusMessage(status=plain_status(uptime_s=2.0))
        service.hub.publish(changed)
        assert receive(page) == changed


def test_what_a_page_says_reaches_the_bay(service: Service) -> None:
    golfer = Golfer(handedness="left", club="driver")
    with service.page() as page:
        page.send(json.dumps({"type": "set_golfer", "golfer": golfer.model_dump()}))
        page.send('{"type":"new_golfer"}')
        page.send('{"type":"preview","wanted":true}')
        eventually(lambda: service.bay.preview_wishes == [True], "the preview was wished for")
        assert service.bay.golfer == golfer and service.bay.sessions_ended == 1
    eventually(lambda: service.bay.preview_wishes == [True, False], "a page that left wants none")


def test_a_preview_is_sent_to_the_pages_that_show_one(service: Service) -> None:
    with service.page() as showing, service.page() as other:
        assert isinstance(receive(showing), StateMessage) and isinstance(receive(other), StateMessage)
        showing.send('{"type":"preview","wanted":true}')
        eventually(lambda: service.bay.preview_wishes == [True], "the preview was wished for")
        service.hub.publish_preview(b"\xff\xd8 a picture")
        assert showing.recv(LIMIT_S) == b"\xff\xd8 a picture"
        service.hub.publish(StatusMessage(status=plain_status()))
        assert isinstance(receive(other), StatusMessage), "no picture came before it"


def test_state_comes_first_and_no_change_is_missed_while_others_publish(service: Service) -> None:
    """Every page's state plus the changes after it make the bay's last state, whenever it connects."""
    stop, numbers = threading.Event(), iter(range(1, 1_000_000))

    def swing_on() -> None:
        while not stop.is_set():
            swing = sample_swing(next(numbers), "session")
            with service.bay.lock:
                service.bay.swings = [swing, *service.bay.swings][:10]
            service.hub.publish(ResultMessage(swing=swing))
            time.sleep(0.001)

    publisher = threading.Thread(target=swing_on)
    publisher.start()
    with ExitStack() as connected:
        pages = []
        for _ in range(8):
            pages.append(connected.enter_context(service.page()))
            time.sleep(0.01)
        stop.set()
        publisher.join()
        last = service.bay.swings[0].number
        for page in pages:
            state = receive(page)
            assert isinstance(state, StateMessage)
            seen = state.result.number if state.result else 0
            changes: list[int] = []
            while not changes or changes[-1] < last:
                message = receive(page)
                assert isinstance(message, ResultMessage)
                changes.append(message.swing.number)
            assert changes == list(range(changes[0], last + 1)), "in order, none missing"
            assert changes[0] <= seen + 1, f"the state ends at swing {seen}, changes begin at {changes[0]}"


def test_garbage_closes_its_page_and_no_other(service: Service) -> None:
    garbage: list[tuple[str | bytes | list[str], int]] = [
        ("not json", 1007),
        ("{}", 1007),
        ("[" * 5000, 1007),
        ('{"type":"state"}', 1007),
        ('{"type":"set_golfer","golfer":{"club":"umbrella"}}', 1007),
        ('{"type":"new_golfer","and":"more"}', 1007),
        ('{"type":"preview","wanted":NaN}', 1007),
        (b"\x00\x01\x02", 1003),
        ("x" * (MAX_MESSAGE_BYTES + 1), 1009),
        (["x" * MAX_MESSAGE_BYTES, "x" * MAX_MESSAGE_BYTES], 1009),
    ]
    with service.page() as other:
        receive(other)
        for sent, code in garbage:
            with service.page() as bad:
                # A message in parts may be refused before its last part is sent.
                with suppress(ConnectionClosed):
                    bad.send(sent)
                assert close_code(bad) == code, sent
            service.hub.publish(StatusMessage(status=plain_status()))
            assert isinstance(receive(other), StatusMessage), sent
    assert service.bay.golfer == Golfer() and service.bay.sessions_ended == 0


def test_bytes_that_are_no_websocket_frames_end_their_connection_alone(service: Service) -> None:
    with service.page() as other, service.page() as bad:
        receive(other)
        bad.socket.sendall(b"\xff" * 4096)
        assert close_code(bad) in (1002, 1006)
        service.hub.publish(StatusMessage(status=plain_status()))
        assert isinstance(receive(other), StatusMessage)


def test_a_page_too_many_is_turned_away_until_one_leaves(service: Service) -> None:
    with ExitStack() as connected:
        pages = [connected.enter_context(service.page()) for _ in range(MAX_PAGES)]
        for page in pages:
            receive(page)
        with service.page() as refused:
            assert close_code(refused) == 1013
        pages.pop().close()
        eventually(lambda: service.hub.pages == MAX_PAGES - 1, "the page has left")
        with service.page() as page:
            receive(page)


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


class StuckPage:
    """A page that connects and then reads only when told, through a small receive buffer."""

    def __init__(self, service: Service, stack: ExitStack) -> None:
        self.socket = stack.enter_context(socket.socket())
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.settimeout(LIMIT_S)
        self.socket.connect(("127.0.0.1", service.port))
        self.socket.sendall(
            b"GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c3dpbmcgdGhlIGNsdWIhIQ==\r\n\r\n"
        )
        handshake = self.socket.recv(4096)
        assert handshake.startswith(b"HTTP/1.1 101 "), handshake

    def want_preview(self) -> None:
        text = b'{"type":"preview","wanted":true}'
        self.socket.sendall(bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text)

    def read_until(self, ending: bytes) -> bytes:
        """Everything up to this ending, or to the end of the connection."""
        received = bytearray()
        while chunk := self.socket.recv(65536):
            received += chunk
            if received.find(ending, max(0, len(received) - len(chunk) - len(ending))) >= 0:
                break
        return bytes(received)


@pytest.fixture
def stuck(service: Service) -> Iterator[StuckPage]:
    with ExitStack() as stack:
        yield StuckPage(service, stack)


def test_a_slow_page_loses_pictures_and_no_result(service: Service, stuck: StuckPage) -> None:
    stuck.want_preview()
    eventually(lambda: service.bay.preview_wishes == [True], "the page is there")
    picture = b"\xff\xd8" + bytes(200_000)
    for number in range(1, 51):
        for _ in range(10):
            service.hub.publish_preview(picture)
        service.hub.publish(ResultMessage(swing=sample_swing(number, f"swing-{number}.")))
        time.sleep(0.002)
    received = stuck.read_until(b'"session_id":"swing-50."')
    positions = [received.find(f'"session_id":"swing-{number}."'.encode()) for number in range(1, 51)]
    assert -1 not in positions and positions == sorted(positions), "every result, in order"
    assert received.count(picture) < 100, "of 500 pictures most were dropped"


def test_a_hopeless_page_is_dropped_and_costs_little_memory(service: Service, stuck: StuckPage) -> None:
    swing = sample_swing()
    with service.page() as other:
        receive(other)
        eventually(lambda: service.hub.pages == 2, "the pages are there")
        before = resident_bytes()
        for _ in range(20 * MAX_WAITING_MESSAGES):
            service.hub.publish(ResultMessage(swing=swing))
            assert isinstance(receive(other), ResultMessage), "the others notice nothing"
            if service.hub.pages == 1:
                break
        eventually(lambda: service.hub.pages == 1, "the stuck page was dropped")
        assert resident_bytes() - before < 4 * MAX_WAITING_BYTES
    # It is told so (1013) where it reads on in time, otherwise simply cut off; either way it connects again.
    ending = (1013).to_bytes(2) + b"too far behind"
    if ending not in stuck.read_until(ending):
        assert stuck.socket.recv(1) == b""
