"""The bay's loopback web service: the kiosk's files, a small HTTP interface and a WebSocket."""
