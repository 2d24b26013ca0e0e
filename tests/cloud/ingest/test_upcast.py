"""Bodies as bays of every released version wrote them, kept here word for word."""

import json
from pathlib import Path
from typing import Any

import pytest

from cloud.ingest.upcast import UPCASTS, NewerVersion, lifted
from swingvision.delivery import SCHEMA_VERSION, ClipAnnouncement
from swingvision.report import Swing

PAYLOADS = Path(__file__).parent / "payloads"
MODELS: dict[str, Any] = {"result": Swing, "clip": ClipAnnouncement}


def recorded() -> list[str]:
    return sorted(path.stem for path in PAYLOADS.glob("*.json"))


@pytest.mark.parametrize("name", recorded())
def test_a_recorded_body_is_understood_today(name: str) -> None:
    kind, version = name.split("-")
    body = json.loads((PAYLOADS / f"{name}.json").read_text())
    MODELS[kind].model_validate(lifted(kind, int(version), body), strict=True)


def test_every_version_of_every_kind_is_recorded() -> None:
    wanted = {f"{kind}-{version}" for kind in MODELS for version in range(1, SCHEMA_VERSION + 1)}
    assert set(recorded()) == wanted


def test_steps_follow_each_other_and_kinds_without_one_stay() -> None:
    steps = {
        ("result", 1): lambda body: {**body, "club": body["club"].lower()},
        ("result", 2): lambda body: {**body, "number": body["number"] + 1},
    }
    body = {"club": "IRON", "number": 1}
    assert lifted("result", 1, body, steps, 3) == {"club": "iron", "number": 2}
    assert lifted("result", 2, body, steps, 3) == {"club": "IRON", "number": 2}
    assert lifted("result", 3, body, steps, 3) == lifted("clip", 1, body, steps, 3) == body
    with pytest.raises(NewerVersion):
        lifted("result", 4, body, steps, 3)


def test_no_step_is_for_a_version_that_is_not_there_yet() -> None:
    assert all(1 <= version < SCHEMA_VERSION for _, version in UPCASTS)
