"""The reference cloud on a port of loopback: real HTTP, gzip, bearer tokens, tus."""

import asyncio
import base64
import contextlib
import gzip
import hashlib
import socket
import threading
import uuid
from collections.abc import Awaitable, Callable, Iterator

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from starlette.requests import ClientDisconnect

from swingvision.delivery import Batch, ClaimRequest, NonceAnswer, TokenAnswer, TokenRequest
from swingvision.delivery import UploadAnswer, UploadRequest
from tests.helpers.cloud.state import Device, Refusal, State, Upload

# Asked before the cloud looks at a request; an answer of its own replaces the cloud's. `after` is the same
# with the cloud's own answer, when what it was asked has been done.
Fault = Callable[[Request], Response | None]
Proceed = Callable[[Request], Awaitable[Response]]
TUS = {"tus-resumable": "1.0.0"}


def problem(status: int, words: str, type: str = "about:blank") -> Response:
    body = {"type": type, "title": words, "status": status, "detail": words}
    return JSONResponse(body, status, media_type="application/problem+json")


class Cloud:
    """On a free port, from start to stop. fault: see Fault; None for an honest cloud.

    more_instructions: of a newer version. chunk_bytes: of every chunk of a clip that arrived.
    """

    def __init__(self, state: State | None = None) -> None:
        self.state = state or State()
        self.fault: Fault | None = None
        self.after: Callable[[Request, Response], Response] | None = None
        self.more_instructions: list[dict[str, str]] = []
        self.requests: list[tuple[str, str]] = []
        self.chunk_bytes: list[int] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        config = uvicorn.Config(self._app(), log_config=None, lifespan="off", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._server.serve([self._socket])), name="reference cloud"
        )

    def start(self) -> "Cloud":
        self._thread.start()
        return self

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()

    def _app(self) -> FastAPI:
        app = FastAPI(openapi_url=None)

        @app.middleware("http")
        async def faults(request: Request, proceed: Proceed) -> Response:
            self.requests.append((request.method, request.url.path))
            if self.fault is not None and (answer := self.fault(request)) is not None:
                return answer
            try:
                answer = await proceed(request)
            except Refusal as refusal:
                return problem(refusal.status, str(refusal), refusal.type)
            except ClientDisconnect:
                return problem(400, "nobody hears this")
            except ValidationError as error:
                return problem(422, str(error.errors()[0]["loc"]))
            return answer if self.after is None else self.after(request, answer)

        @app.post("/v1/devices/claim")
        async def claim(request: Request) -> Response:
            said = ClaimRequest.model_validate_json(await request.body())
            return JSONResponse(self.state.claim(said).model_dump())

        @app.post("/v1/devices/nonce")
        async def nonce() -> Response:
            return JSONResponse(NonceAnswer(nonce=self.state.nonce()).model_dump())

        @app.post("/v1/devices/token")
        async def token(request: Request) -> Response:
            given = self.state.token(TokenRequest.model_validate_json(await request.body()))
            return JSONResponse(TokenAnswer(token=given, expires_in_s=3600).model_dump())

        @app.post("/v1/deliveries")
        async def deliveries(request: Request) -> Response:
            device = self._device(request)
            if request.headers.get("content-encoding") != "gzip":
                raise Refusal(415, "batches are compressed")
            try:
                content = gzip.decompress(await request.body())
            except (OSError, EOFError) as error:
                raise Refusal(400, "no gzip") from error
            answer = self.state.apply(device, Batch.model_validate_json(content))
            said = answer.model_dump()
            return JSONResponse({**said, "instructions": [*said["instructions"], *self.more_instructions]})

        @app.post("/v1/uploads")
        async def uploads(request: Request) -> Response:
            self._device(request)
            said = UploadRequest.model_validate_json(await request.body())
            if self.state.upload_is_done(said.sha256):
                return JSONResponse(UploadAnswer(way="done").model_dump())
            return JSONResponse(UploadAnswer(way="tus", url="/v1/tus").model_dump())

        @app.post("/v1/tus")
        async def create(request: Request) -> Response:
            self._device(request)
            metadata = dict(pair.split(" ") for pair in request.headers["upload-metadata"].split(","))
            sha256 = base64.b64decode(metadata["sha256"]).decode()
            upload_id = uuid.uuid4().hex
            size_bytes = int(request.headers["upload-length"])
            self.state.uploads[upload_id] = Upload(sha256, size_bytes)
            return Response(status_code=201, headers={**TUS, "location": f"/v1/tus/{upload_id}"})

        @app.head("/v1/tus/{upload_id}")
        async def head(request: Request, upload_id: str) -> Response:
            self._device(request)
            upload = self._upload(upload_id)
            return Response(headers={**TUS, "upload-offset": str(len(upload.content))})

        @app.patch("/v1/tus/{upload_id}")
        async def patch(request: Request, upload_id: str) -> Response:
            self._device(request)
            upload = self._upload(upload_id)
            if int(request.headers["upload-offset"]) != len(upload.content):
                raise Refusal(409, "the offset is another one")
            chunk = await request.body()
            self.chunk_bytes.append(len(chunk))
            kind, _, said = request.headers["upload-checksum"].partition(" ")
            if kind != "sha256" or base64.b64decode(said) != hashlib.sha256(chunk).digest():
                raise Refusal(460, "the chunk is not what was sent")
            upload.content += chunk
            return Response(status_code=204, headers={**TUS, "upload-offset": str(len(upload.content))})

        return app

    def _device(self, request: Request) -> Device:
        return self.state.device(request.headers.get("authorization", "").removeprefix("Bearer "))

    def _upload(self, upload_id: str) -> Upload:
        upload = self.state.uploads.get(upload_id)
        if upload is None:
            raise Refusal(404, "there is no such upload")
        return upload


@contextlib.contextmanager
def running(state: State | None = None) -> Iterator[Cloud]:
    cloud = Cloud(state).start()
    try:
        yield cloud
    finally:
        cloud.stop()
