"""A bay as the cloud sees one: a key, a token, numbered deliveries. It speaks HTTP and nothing else."""

import base64
import gzip
import hashlib
import json
import time
from typing import Any

import httpx
import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from swingvision.pose import KEYPOINTS, PoseSeries
from swingvision.pose_codec import encode
from swingvision.report import EVENT_NAMES, Event, Events, Metric, Quality, Swing, SwingReport
from swingvision.uuid7 import uuid7
from tests.cloud.running import Running

FRAMES, FPS = 120, 60


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def now_ms() -> int:
    return time.time_ns() // 1_000_000


class Bay:
    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        self.key = Ed25519PrivateKey.generate()
        self.public_key = encoded(self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
        self.device_id, self.token = "", ""
        self.boot_epoch, self.seq = 1, 0

    @classmethod
    def joined(
        cls, service: Running, http: httpx.Client, bay: str = "Bay 1", organisation: str = "Range"
    ) -> "Bay":
        made = cls(http)
        answer = made.claim(service.parts.devices.invite(organisation, bay, 3600))
        assert answer.status_code == 200, answer.text
        made.device_id = answer.json()["device_id"]
        token = made.ask_token()
        assert token.status_code == 200, token.text
        made.token = token.json()["token"]
        return made

    def sign(self, text: str) -> str:
        return encoded(self.key.sign(text.encode()))

    def claim(self, code: str) -> httpx.Response:
        signature = self.sign(f"swingvision-claim\n{code}\n{self.public_key}")
        said = {"claim_code": code, "public_key": self.public_key, "signature": signature}
        return self.http.post("/v1/devices/claim", json=said)

    def nonce(self) -> str:
        nonce: str = self.http.post("/v1/devices/nonce").json()["nonce"]
        return nonce

    def ask_token(self, nonce: str | None = None) -> httpx.Response:
        nonce = nonce or self.nonce()
        signature = self.sign(f"swingvision-token\n{self.device_id}\n{nonce}")
        said = {"device_id": self.device_id, "nonce": nonce, "signature": signature}
        return self.http.post("/v1/devices/token", json=said)

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}

    def item(self, kind: str, body: str, swing_id: str | None, **changes: Any) -> dict[str, Any]:
        self.seq += 1
        said = {
            "delivery_id": uuid7(),
            "boot_epoch": self.boot_epoch,
            "seq": self.seq,
            "kind": kind,
            "schema_version": 1,
            "swing_id": swing_id,
            "created_at_ms": now_ms(),
            "body_sha256": hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest(),
            "body": body,
        }
        return {**said, **changes}

    def result(self, swing: Swing, **changes: Any) -> dict[str, Any]:
        return self.item("result", swing.model_dump_json(), swing.swing_id, **changes)

    def keypoints(self, swing_id: str, series: PoseSeries) -> dict[str, Any]:
        return self.item("keypoints", encoded(encode(series)), swing_id)

    def clip(self, swing_id: str, data: bytes) -> dict[str, Any]:
        body = {"swing_id": swing_id, "sha256": hashlib.sha256(data).hexdigest(), "size_bytes": len(data)}
        return self.item("clip", json.dumps(body), swing_id)

    def shown(
        self, code: str, session_id: str, made_at_ms: int | None = None, valid_s: int = 900
    ) -> dict[str, Any]:
        """That the bay showed this code to the golfer of this session."""
        said = {
            "session_id": session_id,
            "code_sha256": hashlib.sha256(code.encode()).hexdigest(),
            "made_at_ms": now_ms() if made_at_ms is None else made_at_ms,
            "valid_s": valid_s,
        }
        return self.item("claim", json.dumps(said), None)

    def batch(self, *items: Any, **changes: Any) -> dict[str, Any]:
        balance = dict.fromkeys(("synced", "evicted", "dead_lettered"), 0)
        said = {
            "items": list(items),
            "balance": {**balance, "captured": self.seq, "queued": self.seq},
            "acknowledged": [],
            "sent_at_ms": now_ms(),
            "boot_epoch": self.boot_epoch,
        }
        return {**said, **changes}

    def send(self, *items: Any, **changes: Any) -> httpx.Response:
        body = gzip.compress(json.dumps(self.batch(*items, **changes)).encode(), 1)
        headers = {**self.headers, "content-encoding": "gzip", "content-type": "application/json"}
        return self.http.post("/v1/deliveries", content=body, headers=headers)

    def deliver(self, *items: Any, **changes: Any) -> list[str]:
        """The verdicts on these items."""
        answer = self.send(*items, **changes)
        assert answer.status_code == 200, answer.text
        return [one["verdict"] for one in answer.json()["verdicts"]]


def swing_report(tempo: float = 3.0, handedness: str = "right") -> SwingReport:
    times = [0.1, 0.2, 0.5, 0.7, 1.0, 1.15, 1.3, 1.4, 1.7]
    events = {
        name: Event(frame=int(FPS * time), pts_s=time, time_s=time, uncertainty_s=0.008)
        for name, time in zip(EVENT_NAMES, times, strict=True)
    }
    known = Metric(value=tempo, low=tempo - 0.1, high=tempo + 0.1, unit="ratio", grade="A", withheld=None)
    unknown = Metric(value=None, low=None, high=None, unit="deg", grade="A", withheld="the ball was not seen")
    return SwingReport.model_validate(
        {
            "view": "face_on",
            "view_confidence": 0.9,
            "handedness": handedness,
            "handedness_confidence": 0.9,
            "events": Events(**events),
            "metrics": {"tempo_ratio": known, "hogan_plane_deg": unknown},
            "cue": None,
            "quality": Quality(
                frames_in_swing=FRAMES,
                pose_share=1.0,
                hands_confidence=0.8,
                frame_interval_ms=16.7,
                notes=[],
            ),
        }
    )


def swing(**changes: Any) -> Swing:
    said = {
        "swing_id": uuid7(),
        "session_id": uuid7(),
        "number": 1,
        "captured_at_ms": now_ms() - 1000,
        "handedness": "right",
        "club": "iron",
        "report": swing_report(),
        "clip_url": None,
        "poses_url": None,
        "clip_start_frame": 0,
        "saved": True,
    }
    return Swing.model_validate({**said, **changes})


def poses(bend: float = 0.0) -> PoseSeries:
    """A figure whose hands go up and down; `bend` moves its left elbow away, px."""
    index = np.arange(FRAMES, dtype=np.int64)
    base = np.random.default_rng(0).uniform(200, 600, (len(KEYPOINTS), 2))
    points = np.repeat(base[None], FRAMES, axis=0)
    points[:, KEYPOINTS.index("left_wrist"), 1] -= 100 * np.sin(index / FRAMES * np.pi)
    points[:, KEYPOINTS.index("left_elbow"), 0] += bend
    confidence = np.full((FRAMES, len(KEYPOINTS)), 0.9, np.float32)
    time_ns = index * (1_000_000_000 // FPS) // 1000 * 1000
    return PoseSeries(index, time_ns, points.astype(np.float32), confidence, (1280, 720))
