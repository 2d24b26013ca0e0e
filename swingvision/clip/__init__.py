"""Clips: video files in, frames with their true times out, and the other way round."""

from swingvision.clip.again import ClipPictures
from swingvision.clip.errors import UnreadableClip
from swingvision.clip.reader import ClipReader, read
from swingvision.clip.writer import ClipWriter, remux_faststart

__all__ = ["ClipPictures", "ClipReader", "ClipWriter", "UnreadableClip", "read", "remux_faststart"]
