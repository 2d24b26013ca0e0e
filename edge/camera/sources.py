"""Cameras behind one interface: an address in, pictures with their own times out.

A source is an iterator of Picture, and of None for a packet in which no picture could be read. It ends when a
clip has been played to its end; everything else that stops it is a CameraFault.
"""

from collections.abc import Iterator

from edge.camera.clip_source import clip_pictures
from edge.camera.picamera import picamera_pictures
from edge.camera.picture import Picture
from edge.camera.stream_source import stream_pictures
from edge.camera.url import CameraUrl

Pictures = Iterator[Picture | None]


def pictures_of(url: CameraUrl) -> Pictures:
    """Open the camera and yield what it takes. Raises CameraFault."""
    if url.plays_clip:
        return clip_pictures(url)
    if url.scheme == "picamera2":
        return picamera_pictures(url)
    return stream_pictures(url)
