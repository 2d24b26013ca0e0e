"""Cameras that FFmpeg reads: V4L2 devices and streams from the network."""

import contextlib
import time
from collections.abc import Iterator

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from edge.camera.faults import CameraFault, FaultState
from edge.camera.picture import Picture
from edge.camera.url import CameraUrl
from swingvision.frame import NANOSECONDS_PER_SECOND
from swingvision.i420 import i420_of_video

OPEN_LIMIT_S = 1.5
READ_LIMIT_S = 0.6
# How much of a stream is looked at before its first picture: a camera that comes back shall be seen at once.
PROBE = {"probesize": "500000", "analyzeduration": "300000", "fflags": "nobuffer", "flags": "low_delay"}
# These carry pictures without times; the moment of arrival is then the best there is.
UNTIMED = {"mpjpeg", "mjpeg", "h264", "hevc", "image2pipe", "jpeg_pipe"}


def stream_pictures(url: CameraUrl) -> Iterator[Picture | None]:
    """Raises CameraFault when the camera does not open, goes silent or ends."""
    with contextlib.closing(_opened(url)) as container:
        if not container.streams.video:
            raise CameraFault("garbage", f"{url.shown} sends no video")
        stream = container.streams.video[0]
        stream.thread_type = "SLICE"
        stream.codec_context.options = {"err_detect": "explode+crccheck+bitstream+buffer"}
        timed = container.format.name.split(",")[0] not in UNTIMED
        for packet in _packets(url, container, stream):
            yield from _decoded(packet, timed)


def _opened(url: CameraUrl) -> InputContainer:
    options, name, source = dict(PROBE), None, url.target
    if url.scheme == "v4l2":
        name = "v4l2"
        given = {"size": "video_size", "fps": "framerate", "format": "input_format"}
        options = {given[key]: value for key, value in url.options.items()}
    elif url.scheme == "rtsp":
        options["rtsp_transport"] = "tcp"
    try:
        return av.open(source, "r", format=name, options=options, timeout=(OPEN_LIMIT_S, READ_LIMIT_S))
    except av.ExitError as error:
        raise CameraFault("frozen", f"{url.shown} does not answer within {OPEN_LIMIT_S} s") from error
    except (av.FFmpegError, OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        state: FaultState = "garbage" if isinstance(error, av.InvalidDataError) else "missing"
        raise CameraFault(state, f"{url.shown} does not open: {why}") from error


def _packets(
    url: CameraUrl, container: InputContainer, stream: VideoStream
) -> Iterator["Packet[VideoStream]"]:
    demuxer = container.demux(stream)
    while True:
        try:
            packet = next(demuxer, None)
        except (av.ExitError, av.TimeoutError, av.BlockingIOError) as error:
            raise CameraFault("frozen", f"{url.shown} has sent nothing for {READ_LIMIT_S} s") from error
        except (av.FFmpegError, OSError) as error:
            raise CameraFault("missing", f"{url.shown} stopped: {error.strerror or error}") from error
        # The empty packet that flushes the decoder comes at the end of the stream.
        if packet is None or packet.size == 0:
            raise CameraFault("missing", f"{url.shown} ended")
        yield packet


def _decoded(packet: "Packet[VideoStream]", timed: bool) -> Iterator[Picture | None]:
    arrived_ns = time.monotonic_ns()
    try:
        frames = packet.decode()
        pictures = [_picture(frame, arrived_ns, timed) for frame in frames]
    except (av.FFmpegError, ValueError):
        pictures = [None]
    yield from pictures


def _picture(frame: VideoFrame, arrived_ns: int, timed: bool) -> Picture | None:
    if frame.is_corrupt or frame.width < 2 or frame.height < 2:
        return None
    time_ns = arrived_ns
    if timed and frame.pts is not None and frame.time_base is not None:
        time_ns = round(frame.pts * frame.time_base * NANOSECONDS_PER_SECOND)
    return Picture(0, time_ns, i420_of_video(frame))
