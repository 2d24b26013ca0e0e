from pathlib import Path

import pytest

from cloud.errors import StoreRefused
from cloud.secrets import KEY_NAME, Signer


def test_what_was_signed_opens_for_its_use_until_its_end() -> None:
    signer = Signer(b"k" * 32)
    signed = signer.sign("device", "some.one", 1000)
    assert signer.opened("device", signed, 999) == "some.one"
    assert signer.opened("device", signed, 1000) is None
    assert signer.opened("nonce", signed, 999) is None
    assert Signer(b"x" * 32).opened("device", signed, 999) is None


@pytest.mark.parametrize("said", ["", ".", "..", "a.b.c", "some.one.9999.", "é.1.é", "a" * 1000])
def test_what_was_not_signed_never_opens(said: str) -> None:
    assert Signer(b"k" * 32).opened("device", said, 0) is None


def test_a_longer_life_cannot_be_written_in() -> None:
    signer = Signer(b"k" * 32)
    said, until, mac = signer.sign("device", "one", 1000).rsplit(".", 2)
    assert signer.opened("device", f"{said}.{int(until) + 1}.{mac}", 0) is None


def test_the_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    signed = Signer.in_folder(tmp_path / "data").sign("device", "one", 1000)
    assert Signer.in_folder(tmp_path / "data").opened("device", signed, 0) == "one"
    assert (tmp_path / "data" / KEY_NAME).stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_used_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreRefused, match="cannot be used"):
        Signer.in_folder(tmp_path / "file")
