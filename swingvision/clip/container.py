"""From a path to an open video stream, or one sentence that says why not."""

import os
import stat
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from swingvision.clip.errors import UnreadableClip

# Pictures beyond this cannot come from a camera and would only exhaust the memory: 16K is allowed.
LARGEST_SIDE_PX = 16_384
LARGEST_AREA_PX = 16_384 * 8_640

# Formats that draw text as pictures or send the reader on to other files.
NOT_CLIPS = {"tty", "concat", "hls", "dash", "ffmetadata", "sdp", "rtsp", "lavfi"}
GIVE_A_VIDEO = "give a video file, for instance MP4 or MOV"
COPY_AGAIN = "copy or record it again"
SAVE_AS_MP4 = "save it as MP4 with H.264, or copy it again if it should be"


def open_video(path: Path) -> tuple[InputContainer, VideoStream]:
    """Open the clip's best video stream. The caller closes the container.

    Raises UnreadableClip when there is no file, no video in it, or pictures too large to decode.
    """
    name = printable(path)
    check_file(path, name)
    try:
        container = open_container(path)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise UnreadableClip(name, *what_arrived(path, error)) from error
    try:
        return container, video_stream(container, name)
    except UnreadableClip:
        container.close()
        raise


def open_container(path: Path) -> InputContainer:
    """Raises av.FFmpegError, OSError or ValueError."""
    # "file:" keeps odd names from being read as protocols; a clip may not fetch anything else.
    options = {"protocol_whitelist": "file"}
    try:
        return av.open(f"file:{path}", mode="r", options=options)
    except (av.InvalidDataError, av.EOFError):
        # A recording that was cut inside a fragment's header fails while FFmpeg collects all headers; told to
        # ignore the index it reads one fragment after the other, up to the cut.
        return av.open(f"file:{path}", mode="r", options={**options, "fflags": "+ignidx"})


def printable(path: Path) -> str:
    """The path as text that any terminal and any JSON can hold."""
    return os.fsencode(path).decode("utf-8", "replace")


def check_file(path: Path, name: str) -> None:
    try:
        facts = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableClip(name, "there is no such file", "check the name") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableClip(name, f"it cannot be reached ({reason})", "check the name") from None
    if stat.S_ISDIR(facts.st_mode):
        raise UnreadableClip(name, "this is a folder, not a clip", "name the video files in it")
    if not stat.S_ISREG(facts.st_mode):
        raise UnreadableClip(name, "this is a pipe or a device, not a file", "save the video as a file first")
    if facts.st_size == 0:
        raise UnreadableClip(name, "the file is empty (zero bytes)", COPY_AGAIN)


def what_arrived(path: Path, error: Exception) -> tuple[str, str]:
    """Say what a file is that did not open as a video, and what to do about it."""
    if isinstance(error, PermissionError):
        return "the file may not be read by this user", "change its permissions"
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as failure:
        return f"the file cannot be read ({failure.strerror})", COPY_AGAIN
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free"):
        return "this MP4 or MOV has lost its index (it was cut off, or is damaged)", COPY_AGAIN
    if looks_like_text(head):
        return "this is text, not a video", GIVE_A_VIDEO
    return "this is not a video that can be read", GIVE_A_VIDEO


def looks_like_text(head: bytes) -> bool:
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character cut in two at the end of what was read is still text.
        if error.start < len(head) - 4:
            return False
        text = head[: error.start].decode("utf-8")
    return all(c.isprintable() or c.isspace() for c in text)


def video_stream(container: InputContainer, name: str) -> VideoStream:
    if NOT_CLIPS & set(container.format.name.split(",")):
        raise UnreadableClip(name, "this is text or a list of other files, not a video", GIVE_A_VIDEO)
    videos = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not videos:
        found = "it holds sound but no picture" if container.streams.audio else "it holds no picture"
        raise UnreadableClip(name, found, GIVE_A_VIDEO)
    best = container.streams.best("video")
    stream = best if isinstance(best, VideoStream) and best in videos else videos[0]
    if stream.codec_context is None:
        raise UnreadableClip(name, "its pictures are coded in a way that cannot be decoded here", SAVE_AS_MP4)
    check_size(stream.width, stream.height, name)
    return stream


def check_size(width: int, height: int, name: str) -> None:
    if max(width, height) > LARGEST_SIDE_PX or width * height > LARGEST_AREA_PX:
        raise UnreadableClip(
            name,
            f"its pictures are said to be {width} x {height}, more than {LARGEST_SIDE_PX} a side can be",
            "scale it down first, or record it again if that is not its true size",
        )
