"""A device's key: made on it, readable by nobody else, proved and never shown."""

import base64
import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from edge.sync.identity import IdentityError, load_identity, load_key, load_or_make_key
from edge.sync.joining import CodeError
from edge.sync.link import CloudAddressError, LinkError, Refused, cloud_address
from tests.edge.sync.road import joined
from tests.helpers.cloud.server import Cloud, problem


def test_the_key_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        key = load_or_make_key(tmp_path)
    finally:
        os.umask(old)
    path = tmp_path / "identity" / "device.key"
    assert path.stat().st_mode & 0o777 == 0o600 and path.parent.stat().st_mode & 0o777 == 0o700
    assert load_or_make_key(tmp_path).public == load_key(tmp_path).public == key.public
    assert [one.name for one in path.parent.iterdir()] == ["device.key"]


def test_a_claim_and_a_token_request_are_signed_with_the_key(tmp_path: Path) -> None:
    key = load_or_make_key(tmp_path)
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key.public))
    claim = key.claim("ABCD-1234")
    said = b"swingvision-claim\nABCD-1234\n" + key.public.encode()
    public.verify(base64.b64decode(claim.signature), said)
    request = key.token_request("0199a000-0000-7000-8000-000000000001", "n" * 32)
    said = b"swingvision-token\n0199a000-0000-7000-8000-000000000001\n" + b"n" * 32
    public.verify(base64.b64decode(request.signature), said)


def test_a_key_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    load_or_make_key(tmp_path)
    (tmp_path / "identity" / "device.key").chmod(0o640)
    with pytest.raises(IdentityError, match="may be read by others"):
        load_key(tmp_path)


@pytest.mark.parametrize("content", [b"", b"garbage", b"-----BEGIN PRIVATE KEY-----\nAA==\n"])
def test_a_key_that_rotted_is_said_to_be_one(tmp_path: Path, content: bytes) -> None:
    load_or_make_key(tmp_path)
    (tmp_path / "identity" / "device.key").write_bytes(content)
    with pytest.raises(IdentityError, match="cannot be read"):
        load_or_make_key(tmp_path)


def test_joining_writes_down_who_the_device_is(tmp_path: Path, cloud: Cloud) -> None:
    device_id = joined(tmp_path, cloud)
    identity = load_identity(tmp_path)
    assert identity is not None and (identity.device_id, identity.cloud_url) == (device_id, cloud.url)
    assert (tmp_path / "identity" / "device.json").stat().st_mode & 0o777 == 0o600
    public = load_key(tmp_path).public
    assert cloud.state.devices[device_id].public_key == public


def test_a_code_works_once_and_a_refused_one_changes_nothing(tmp_path: Path, cloud: Cloud) -> None:
    device_id = joined(tmp_path, cloud)
    with pytest.raises(Refused, match="was used or has expired"):
        joined(tmp_path, cloud)
    identity = load_identity(tmp_path)
    assert identity is not None and identity.device_id == device_id
    with pytest.raises(CodeError, match="8 to 64"):
        joined(tmp_path, cloud, "short")


def test_an_answer_that_is_no_cloud_joins_nothing(tmp_path: Path, cloud: Cloud) -> None:
    cloud.fault = lambda request: problem(200, "captive")
    with pytest.raises(LinkError, match="expected JSON"):
        joined(tmp_path, cloud)
    assert load_identity(tmp_path) is None


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("cloud.example.com", "no address"),
        ("ftp://cloud.example.com", "no address"),
        ("https://", "no address"),
        ("https://cloud.example.com/?a=b", "no address"),
        ("http://cloud.example.com", "unencrypted"),
        ("http://10.0.0.1:8000", "unencrypted"),
        ("https://user:secret@cloud.example.com", "no password"),
    ],
)
def test_what_is_no_address_of_a_cloud_is_refused(url: str, words: str) -> None:
    with pytest.raises(CloudAddressError, match=words):
        cloud_address(url)


def test_an_address_is_kept_without_its_last_slash() -> None:
    assert cloud_address("https://cloud.example.com/swings/") == "https://cloud.example.com/swings"
    assert cloud_address("http://127.0.0.1:8000") == "http://127.0.0.1:8000"
