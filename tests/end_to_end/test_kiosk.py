"""The way of a swing, whole: the shipped demo before a real bay, seen in a real browser, without a touch."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

import edge
from swingvision.clip import ClipWriter, read
from swingvision.demo import DEMO_CLIP

CHROMIUM = shutil.which("chromium")
REST_S, REST_FRAME_NS = 30, 100_000_000
ADDRESS = "The bay's page: "
# Two cores may be busy with other things; the bay's own speed is measured elsewhere.
START_LIMIT_S, SWING_LIMIT_S, CLIP_LIMIT_S = 60, 120, 60

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(360),
    pytest.mark.skipif(CHROMIUM is None, reason="needs the Debian package chromium"),
    pytest.mark.skipif(
        not (Path(edge.__file__).parent / "kiosk" / "index.html").exists(),
        reason="needs the kiosk's page (make edge/kiosk/index.html)",
    ),
]


@pytest.fixture(scope="module")
def unhurried(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, and then half a minute in which the golfer stands still: time to look at the result."""
    path = tmp_path_factory.mktemp("clip") / "unhurried.mp4"
    frames = iter(read(DEMO_CLIP))
    frame = next(frames)
    height, width = frame.image.shape[:2]
    with ClipWriter(path, (width, height), start_ns=0, preset="ultrafast") as writer:
        writer.write(frame.image, frame.time_ns)
        for frame in frames:
            writer.write(frame.image, frame.time_ns)
        for wait in range(1, 10 * REST_S):
            writer.write(frame.image, frame.time_ns + wait * REST_FRAME_NS)
    return path


@pytest.fixture
def camera(tmp_path: Path) -> Path:
    """The bay's camera: a file with no picture in it until the demo is moved there."""
    path = tmp_path / "camera.mp4"
    path.touch()
    return path


@pytest.fixture
def address(tmp_path: Path, camera: Path) -> Iterator[str]:
    """The page of a bay that watches the camera."""
    command = [sys.executable, "-c", "from swingvision.command import main; main()"]
    options = ["bay", "run", "--camera", f"file:{camera}?loop=1", "--data", str(tmp_path), "--port", "0"]
    with (tmp_path / "log").open("w") as log:
        bay = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            assert bay.stdout is not None
            lines = (line for line in bay.stdout if line.startswith(ADDRESS))
            yield next(lines).removeprefix(ADDRESS).strip()
        finally:
            bay.terminate()
            bay.wait(20)
            assert bay.stdout is not None
            bay.stdout.close()


@pytest.fixture
def page() -> Iterator[Page]:
    # Playwright brings a Node that wants a library which a bare Debian lacks.
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", shutil.which("node") or "")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 1920, "height": 1080})
        browser.close()


def expect_screen(page: Page, names: str, limit_s: float) -> None:
    """One of the screens (`a|b`) comes up in time."""
    chosen = ", ".join(f'[data-screen="{name}"]' for name in names.split("|"))
    expect(page.locator(chosen)).to_be_visible(timeout=1000 * limit_s)


def plug_in(camera: Path, clip: Path) -> None:
    """From now on the camera shows the clip."""
    ready = camera.with_suffix(".ready")
    shutil.copyfile(clip, ready)
    ready.replace(camera)


def test_a_swing_comes_to_the_screen_without_a_touch(
    address: str, page: Page, camera: Path, unhurried: Path
) -> None:
    foreign: list[str] = []
    broken: list[str] = []
    page.on(
        "request", lambda r: None if r.url.startswith((address, "blob:", "data:")) else foreign.append(r.url)
    )
    page.on("pageerror", lambda error: broken.append(str(error)))
    seen = watch_screens(page)
    page.goto(address)

    # The page is there before the first picture, so every screen of the way is seen on the slowest machine.
    expect_screen(page, "camera", START_LIMIT_S)
    plug_in(camera, unhurried)
    expect_screen(page, "result", SWING_LIMIT_S)
    expect(page.get_by_role("heading", name="Tempo", exact=True)).to_be_visible()
    expect(page.get_by_text("to 1", exact=True)).to_be_visible()
    assert in_their_order(seen, ["camera", "ready", "analysing", "result"]), seen

    # The replay plays by itself, in slow motion, with the skeleton on the golfer.
    video = page.locator("video")
    expect(video).to_be_visible(timeout=1000 * CLIP_LIMIT_S)
    page.wait_for_function("document.querySelector('video')?.currentTime > 0.5", timeout=30_000)
    page.wait_for_function(PAINTED, timeout=30_000)
    assert foreign == []
    assert broken == []


def test_the_replay_steps_through_the_bays_own_clip(
    address: str, page: Page, camera: Path, unhurried: Path
) -> None:
    plug_in(camera, unhurried)
    page.goto(address)
    expect_screen(page, "result", START_LIMIT_S + SWING_LIMIT_S)
    expect(page.locator("video")).to_be_visible(timeout=1000 * CLIP_LIMIT_S)
    page.get_by_role("button", name="Slow motion").click()
    expect_screen(page, "replay", 10)
    page.get_by_role("button", name="Impact", exact=True).click()
    expect(page.get_by_text("Moment 6 of 8")).to_be_visible(timeout=15_000)
    at_impact = page.evaluate("document.querySelector('video').currentTime")
    page.get_by_role("button", name="One frame forward").click()
    page.wait_for_function(f"document.querySelector('video').currentTime > {at_impact}")
    page.get_by_role("button", name="Result").click()
    expect_screen(page, "result|analysing", 10)


PAINTED = """() => {
  const canvas = document.querySelector("canvas");
  if (!canvas || canvas.width === 0) return false;
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let painted = 0;
  for (let i = 3; i < data.length; i += 4) painted += data[i] > 0;
  return painted > 0.005 * canvas.width * canvas.height;
}"""


def in_their_order(seen: list[str], wanted: list[str]) -> bool:
    """Whether the wanted screens were seen one after the other; others may lie between them."""
    left = iter(seen)
    return all(name in left for name in wanted)


def watch_screens(page: Page) -> list[str]:
    """Every screen that the page shows from now on, in order."""
    seen: list[str] = []
    page.expose_function("sawScreen", lambda name: seen.append(name))
    page.add_init_script("""addEventListener("DOMContentLoaded", () => {
          const tell = () => sawScreen(document.querySelector("[data-screen]")?.dataset.screen ?? "none");
          tell();
          new MutationObserver(tell).observe(document.body, {
            subtree: true, childList: true, attributes: true, attributeFilter: ["data-screen"],
          });
        })""")
    return seen
