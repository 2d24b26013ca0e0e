"""The bay's loopback web service: the kiosk's files, a small HTTP interface and a WebSocket."""

from edge.live.app import create_app
from edge.live.hub import Hub
from edge.live.server import LiveServer, PortTaken
from edge.live.services import BayView

__all__ = ["BayView", "Hub", "LiveServer", "PortTaken", "create_app"]
