"""Talking to the cloud over HTTP. Success is only what the cloud's own JSON says; the rest is failure."""

import asyncio
import gzip
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx
from pydantic import BaseModel, ValidationError

from swingvision.delivery import (
    Batch,
    BatchAnswer,
    ClaimAnswer,
    ClaimRequest,
    NonceAnswer,
    TokenAnswer,
    TokenRequest,
    UploadAnswer,
    UploadRequest,
)

# The longest answer is 10,000 ids to be deleted, a few times over.
MOST_ANSWER_BYTES = 4 << 20
JSON = "application/json"
PROBLEM = "application/problem+json"
# A nonce that lived too long on a slow line says nothing about the key.
OLD_NONCE = "urn:swingvision:problem:old_nonce"
KNOWN_INSTRUCTIONS = {"delete_swings", "clock_offset", "revoke"}

Model = TypeVar("Model", bound=BaseModel)


class LinkError(Exception):
    """Not delivered; what the cloud did with it is not known. Try again, not before `retry_after_s`."""

    def __init__(self, words: str, retry_after_s: float | None = None) -> None:
        super().__init__(words)
        self.retry_after_s = retry_after_s


class Refused(LinkError):
    """401 or 403: these credentials are not good (any more). Never success, nothing to repeat blindly."""


class Unacceptable(LinkError):
    """The cloud understood and does not want this content (400, 413, 422 with a problem document)."""


class CloudAddressError(ValueError):
    """No address of a cloud; the message says what one looks like."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def cloud_address(url: str) -> str:
    """The cloud's address without a slash at its end; plain http only to this machine."""
    parts = urlsplit(url)
    local = parts.hostname in ("127.0.0.1", "::1", "localhost")
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.query or parts.fragment:
        raise CloudAddressError(f"{url!r} is no address of a cloud, such as https://cloud.example.com")
    if parts.username or parts.password:
        raise CloudAddressError("the address of a cloud holds no user and no password")
    if parts.scheme == "http" and not local:
        raise CloudAddressError(f"{url!r} would send swings unencrypted; use https://")
    return url.rstrip("/")


class Link:
    """To one cloud. Every method raises LinkError or one of its kinds.

    limit_s: from the first byte of a question to the last of its answer, however slowly they drip.
    """

    def __init__(self, cloud_url: str, limit_s: float = 30.0) -> None:
        self.cloud_url, self._limit_s = cloud_address(cloud_url), limit_s
        # Redirects are not followed: a cloud that moved says so to an operator, a captive portal to nobody.
        self._client = httpx.AsyncClient(
            timeout=limit_s, follow_redirects=False, headers={"accept-encoding": "identity"}
        )

    async def close(self) -> None:
        await self._client.aclose()

    async def claim(self, request: ClaimRequest) -> ClaimAnswer:
        return _read(await self._post("/v1/devices/claim", request), ClaimAnswer)

    async def nonce(self) -> NonceAnswer:
        return _read(await self._post("/v1/devices/nonce", None), NonceAnswer)

    async def token(self, request: TokenRequest) -> TokenAnswer:
        return _read(await self._post("/v1/devices/token", request), TokenAnswer)

    async def deliver(self, batch: Batch, token: str) -> BatchAnswer:
        """The answer holds a verdict on each item of the batch, in its order; otherwise it is a failure."""
        answer = _batch_answer(await self._post("/v1/deliveries", batch, token, compressed=True))
        if [one.delivery_id for one in answer.verdicts] != [item.delivery_id for item in batch.items]:
            raise LinkError("the answer's verdicts are not those of the batch")
        return answer

    async def ask_upload(self, request: UploadRequest, token: str) -> UploadAnswer:
        return _read(await self._post("/v1/uploads", request, token), UploadAnswer)

    def resolve(self, url: str) -> str:
        return urljoin(self.cloud_url + "/", url)

    def is_cloud(self, url: str) -> bool:
        """Whether this address may be shown the device's token."""
        ours, other = urlsplit(self.cloud_url), urlsplit(url)
        return (ours.scheme, ours.netloc) == (other.scheme, other.netloc)

    async def _post(
        self, path: str, said: BaseModel | None, token: str | None = None, *, compressed: bool = False
    ) -> Answer:
        content = b"" if said is None else said.model_dump_json().encode()
        headers = {"content-type": JSON, "accept": f"{JSON}, {PROBLEM}"}
        if compressed:
            content = gzip.compress(content, 6, mtime=0)
            headers["content-encoding"] = "gzip"
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        return await self.ask("POST", self.cloud_url + path, content, headers)

    async def ask(self, method: str, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        """The whole answer, whatever its status. Raises LinkError where there is none."""
        try:
            async with asyncio.timeout(self._limit_s):
                return await self._exchange(method, url, content, headers)
        except TimeoutError as error:
            raise LinkError(f"no whole answer within {self._limit_s:g} s") from error
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as error:
            raise LinkError(f"{error.__class__.__name__}: {error}") from error

    async def _exchange(self, method: str, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        async with self._client.stream(method, url, content=content, headers=dict(headers)) as response:
            if response.headers.get("content-encoding", "identity") != "identity":
                raise LinkError("the answer is encoded, which was not asked for")
            body = bytearray()
            async for part in response.aiter_raw():
                body += part
                if len(body) > MOST_ANSWER_BYTES:
                    raise LinkError(f"the answer is longer than {MOST_ANSWER_BYTES} bytes")
            return Answer(response.status_code, response.headers, bytes(body))


def checked(answer: Answer, *good: int) -> Answer:
    """The answer if its status is one of the good ones. Raises the LinkError that it stands for."""
    if answer.status in good:
        return answer
    words = f"the cloud answered {answer.status}{_detail(answer)}"
    if answer.status in (401, 403) and _problem(answer).get("type") != OLD_NONCE:
        raise Refused(words)
    if answer.status in (400, 413, 422) and _is(answer, PROBLEM):
        raise Unacceptable(words)
    raise LinkError(words, _retry_after_s(answer))


def _read(answer: Answer, model: type[Model]) -> Model:
    try:
        return model.model_validate(_json(checked(answer, 200, 201)))
    except ValidationError as error:
        raise LinkError(f"the answer is no {model.__name__}: {_first(error)}") from error


def _batch_answer(answer: Answer) -> BatchAnswer:
    """Instructions that this version does not know are left for a later one; they are repeated until then."""
    said = _json(checked(answer, 200))
    instructions = said.get("instructions")
    if isinstance(instructions, list):
        known = [
            one for one in instructions if isinstance(one, dict) and one.get("kind") in KNOWN_INSTRUCTIONS
        ]
        said = {**said, "instructions": known}
    try:
        return BatchAnswer.model_validate(said)
    except ValidationError as error:
        raise LinkError(f"the answer is no BatchAnswer: {_first(error)}") from error


def _json(answer: Answer) -> dict[str, Any]:
    if not _is(answer, JSON):
        raise LinkError(f"the answer is {answer.headers.get('content-type', 'of no type')}, expected JSON")
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise LinkError("the answer is no JSON") from error
    if not isinstance(said, dict):
        raise LinkError("the answer is no JSON object")
    return said


def _is(answer: Answer, kind: str) -> bool:
    return answer.headers.get("content-type", "").partition(";")[0].strip().lower() == kind


def _detail(answer: Answer) -> str:
    """What its problem document says, in short."""
    said = _problem(answer)
    words = said.get("detail") or said.get("title")
    return f": {str(words)[:200]}" if words else ""


def _problem(answer: Answer) -> dict[str, Any]:
    """Its problem document (RFC 9457), empty where there is none."""
    if not _is(answer, PROBLEM):
        return {}
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _retry_after_s(answer: Answer) -> float | None:
    """In seconds; the form with a date is not used, the device's clock may be wrong by years."""
    text = answer.headers.get("retry-after", "")
    return float(text) if text.isdecimal() and len(text) < 7 else None


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
