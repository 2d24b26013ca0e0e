from pathlib import Path

import pytest

from edge.settings import Settings, listing, load_settings
from swingvision.settings import SettingsError


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in [name for name in os.environ if name.upper().startswith("SWINGVISION_")]:
        monkeypatch.delenv(name)


def written(folder: Path, text: str) -> Path:
    path = folder / "bay.toml"
    path.write_text(text)
    return path


def test_without_a_word_the_demo_runs(tmp_path: Path) -> None:
    settings = load_settings(None, tmp_path, {})
    assert settings.model_dump() == Settings().model_dump()
    assert (settings.camera.url, settings.bay.port, settings.session.idle_s) == ("virtual:", 8787, 180)
    assert settings.camera.yaw_deg is None, "unknown, not zero"


def test_the_command_line_goes_before_the_environment_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, '[bay]\nname = "file"\nport = 1\n[camera]\nyaw_deg = 1.0\nroll_deg = 2.0\n')
    monkeypatch.setenv("SWINGVISION_BAY__PORT", "2")
    monkeypatch.setenv("SWINGVISION_CAMERA__YAW_DEG", "-1.5")
    settings = load_settings(None, tmp_path, {"bay": {"port": 3}})
    assert (settings.bay.name, settings.bay.port) == ("file", 3)
    assert (settings.camera.yaw_deg, settings.camera.roll_deg) == (-1.5, 2.0)


def test_every_key_is_an_environment_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values: dict[str, dict[str, object]] = {
        "bay": {"name": "x", "port": 5, "log_format": "json"},
        "camera": {"url": "picamera2:", "yaw_deg": 1.0, "roll_deg": 2.0, "ring_mib": 64, "stall_s": 2.0},
        "estimator": {"model": "lite", "provider": "cpu", "threads": 2, "precision": "int8", "fill_s": 0.5},
        "session": {"idle_s": 9.0},
        "claims": {"portal_url": "https://swings.example.org", "code_s": 60},
        "sync": {"drain_kib_s": 64, "free_floor_mib": 10},
    }
    for section, keys in values.items():
        for key, value in keys.items():
            monkeypatch.setenv(f"SWINGVISION_{section}__{key}".upper(), str(value))
    assert load_settings(None, tmp_path, {}).model_dump() == values


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[camera]\nspeed = 1\n", "unknown setting camera.speed in"),
        ("[kitchen]\nsink = 1\n", "unknown setting kitchen in"),
        ("[bay]\nport = 70000\n", "setting bay.port: 70000 is not allowed"),
        ('[bay]\nport = "high"\n', "setting bay.port: 'high' is not allowed"),
        ('[camera]\nurl = "webcam"\n', "setting camera.url: 'webcam' is no camera address"),
        ("[session]\nidle_s = 0\n", "setting session.idle_s: 0 is not allowed"),
        ("[camera]\nyaw_deg = nan\n", "setting camera.yaw_deg"),
        ("[camera\n", "is not valid TOML"),
        ("bay = 3\n", "setting bay: 3 is not allowed"),
    ],
)
def test_a_wrong_file_gets_one_sentence(tmp_path: Path, text: str, words: str) -> None:
    written(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load_settings(None, tmp_path, {})
    assert words in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "name", ["SWINGVISION_CAMERA__SPEED", "SWINGVISION_KITCHEN", "SWINGVISION_BAY", "swingvision_bay__colour"]
)
def test_an_unknown_variable_is_refused_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "1")
    with pytest.raises(SettingsError, match=f"unknown setting {name} in the environment"):
        load_settings(None, tmp_path, {})


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        load_settings(tmp_path / "other.toml", tmp_path, {})


def test_what_is_logged_holds_no_password(tmp_path: Path) -> None:
    settings = load_settings(None, tmp_path, {"camera": {"url": "rtsp://me:secret@cam/live?token=secret"}})
    assert settings.camera.url.count("secret") == 2
    assert "secret" not in str(settings.described()) and "rtsp://cam/live" in str(settings.described())


def test_the_listing_is_a_settings_file_of_the_defaults(tmp_path: Path) -> None:
    lines = [line for line in listing().splitlines() if "=" in line or line.startswith("[")]
    path = written(tmp_path, "\n".join(lines))
    assert load_settings(path, tmp_path, {}).model_dump() == Settings().model_dump()
    assert all(key in listing() for section in Settings().model_dump().values() for key in section)
