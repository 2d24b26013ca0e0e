import os
from pathlib import Path
from typing import Any

import pytest

from cloud.settings import Settings, listing, load_settings
from swingvision.settings import SettingsError


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.upper().startswith("SWINGVISION_")]:
        monkeypatch.delenv(name)


def written(folder: Path, text: str) -> Path:
    path = folder / "cloud.toml"
    path.write_text(text)
    return path


def test_without_a_word_it_runs_on_this_machine_alone(tmp_path: Path) -> None:
    settings = load_settings(None, tmp_path, {})
    assert (settings.service.host, settings.store.kind, settings.objects.kind) == (
        "127.0.0.1",
        "sqlite",
        "folder",
    )


def test_every_key_is_an_environment_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values: dict[str, dict[str, Any]] = {
        "service": {"host": "::1", "port": 5, "public_url": "https://a.example", "log_format": "json"},
        "store": {"kind": "cratedb", "cratedb_url": "http://c:4200", "cratedb_schema": "range"},
        "objects": {
            "kind": "s3",
            "bucket": "b",
            "endpoint": "http://s:9000",
            "region": "eu",
            "access_key_id": "i",
            "secret_access_key": "k",
        },
        "devices": {"token_s": 60, "upload_s": 70},
        "people": {
            "session_s": 80,
            "session_most_s": 90,
            "invitation_s": 100,
            "reset_s": 110,
            "argon2_memory_kib": 120,
            "argon2_passes": 13,
            "hashes_at_once": 14,
        },
        "mail": {
            "kind": "smtp",
            "host": "m",
            "port": 25,
            "security": "tls",
            "user": "u",
            "password": "p",
            "sender": "range@a.example",
        },
        "claims": {"unclaimed_days": 7, "sign_up": False},
    }
    for section, keys in values.items():
        for key, value in keys.items():
            monkeypatch.setenv(f"SWINGVISION_CLOUD_{section}__{key}".upper(), str(value))
    settings = load_settings(None, tmp_path, {})
    secrets = (("store", "cratedb_url"), ("objects", "secret_access_key"), ("mail", "password"))
    for section, secret in secrets:
        assert getattr(getattr(settings, section), secret).get_secret_value() == values[section][secret]
    plain = {
        name: {key: value for key, value in keys.items()} for name, keys in settings.model_dump().items()
    }
    plain["store"]["cratedb_url"], plain["objects"]["secret_access_key"] = "http://c:4200", "k"
    plain["mail"]["password"] = "p"
    assert plain == values


def test_the_order_is_line_environment_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "[service]\nport = 1\n[devices]\ntoken_s = 11\nupload_s = 12\n")
    monkeypatch.setenv("SWINGVISION_CLOUD_SERVICE__PORT", "2")
    monkeypatch.setenv("SWINGVISION_CLOUD_DEVICES__TOKEN_S", "22")
    settings = load_settings(None, tmp_path, {"service": {"port": 3}})
    assert (settings.service.port, settings.devices.token_s, settings.devices.upload_s) == (3, 22, 12)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[service]\nspeed = 1\n", "unknown setting service.speed in"),
        ("[kitchen]\nsink = 1\n", "unknown setting kitchen in"),
        ("[service]\nport = 70000\n", "setting service.port: 70000 is not allowed"),
        (
            '[store]\nkind = "cratedb"\n',
            "setting store: store.kind is cratedb, and store.cratedb_url is missing",
        ),
        ('[objects]\nkind = "s3"\n', "objects.bucket is missing"),
        ('[mail]\nkind = "smtp"\n', "mail.host is missing"),
        ('[service]\npublic_url = "ftp://x"\n', "setting service.public_url"),
    ],
)
def test_a_wrong_file_gets_one_sentence(tmp_path: Path, text: str, words: str) -> None:
    written(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load_settings(None, tmp_path, {})
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_the_bays_variables_and_the_clouds_do_not_meet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from edge.settings import load_settings as load_bay

    monkeypatch.setenv("SWINGVISION_BAY__PORT", "9")
    monkeypatch.setenv("SWINGVISION_CLOUD_SERVICE__PORT", "7")
    assert load_settings(None, tmp_path, {}).service.port == 7
    assert load_bay(None, tmp_path, {}).bay.port == 9
    monkeypatch.setenv("SWINGVISION_CLOUD_KITCHEN__SINK", "7")
    with pytest.raises(SettingsError, match="unknown setting SWINGVISION_CLOUD_KITCHEN__SINK"):
        load_settings(None, tmp_path, {})


def test_what_is_logged_holds_no_secret(tmp_path: Path) -> None:
    text = (
        '[store]\nkind = "cratedb"\ncratedb_url = "http://me:hidden@c:4200"\n'
        '[objects]\nkind = "s3"\nbucket = "b"\nsecret_access_key = "hidden"\n'
        '[mail]\npassword = "hidden"\n'
    )
    written(tmp_path, text)
    assert "hidden" not in str(load_settings(None, tmp_path, {}).described())


def test_the_listing_names_every_key() -> None:
    keys = [key for section in Settings().model_dump().values() for key in section]
    assert all(key in listing() for key in keys)
