import pytest

from edge.camera.url import BadCameraUrl, parse_camera_url


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is no camera address"),
        ("webcam", "is no camera address"),
        ("ftp://host/clip.mp4", "is no camera address"),
        ("file:", "names no clip"),
        ("file:nothing-here.mp4", "there is no file nothing-here.mp4"),
        ("file:nothing-here.mp4?speed=2", "has no option 'speed', it knows loop"),
        ("file:nothing-here.mp4?loop=yes", "'yes' is no value for 'loop'"),
        ("virtual:x", "nothing may stand between"),
        ("virtual:?loop=1", "virtual has no option 'loop', it takes none"),
        ("v4l2:video0", "names no device"),
        ("v4l2:/dev/video0?size=big", "'big' is no value for 'size'"),
        ("v4l2:/dev/video0?fps=fast", "'fast' is no value for 'fps'"),
        ("picamera2:0", "nothing may stand between"),
        ("rtsp:///stream", "names no host"),
        ("http://host:port/", "is no camera address"),
        ("tcp://camera", "names no port"),
    ],
)
def test_a_bad_address_gets_one_sentence(text: str, words: str) -> None:
    with pytest.raises(BadCameraUrl) as caught:
        parse_camera_url(text)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_device_is_taken_apart() -> None:
    url = parse_camera_url("v4l2:/dev/video2?size=1280x720&fps=120&format=mjpeg")
    assert (url.scheme, url.target) == ("v4l2", "/dev/video2")
    assert url.options == {"size": "1280x720", "fps": "120", "format": "mjpeg"}


def test_the_demo_is_a_clip_that_loops() -> None:
    url = parse_camera_url("virtual:")
    assert url.plays_clip and url.loops
    assert url.target.endswith("demo.mp4")


@pytest.mark.parametrize("text", ["rtsp://user:secret@camera/live?key=secret", "http://:secret@camera:80/x"])
def test_a_password_is_not_shown(text: str) -> None:
    url = parse_camera_url(text)
    assert url.target == text
    assert "secret" not in url.shown and "camera" in url.shown


def test_a_password_is_not_shown_in_an_error_either() -> None:
    with pytest.raises(BadCameraUrl) as caught:
        parse_camera_url("https://user:secret@camera/")
    assert "secret" not in str(caught.value)
