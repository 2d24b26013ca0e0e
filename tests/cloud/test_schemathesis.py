"""Whatever the documentation allows, and what it does not: never a 5xx, always a documented type."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance

from cloud.app import create_app
from tests.cloud.bay import Bay, poses, swing
from tests.cloud.running import Running, running


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("cloud")) as started:
        yield started


@pytest.fixture(scope="module")
def known(service: Running) -> Iterator[dict[str, str]]:
    with service.http() as http:
        bay = Bay.joined(service, http)
        one = swing()
        bay.deliver(bay.result(one), bay.keypoints(one.swing_id, poses()), bay.clip(one.swing_id, b"clip"))
        yield {"bay": bay.token, "people": service.token(), "swing_id": one.swing_id}


CHECKS = [not_a_server_error, content_type_conformance]
# The stream of live swings has no end to wait for.
schema = schemathesis.openapi.from_dict(create_app(None).openapi()).exclude(path="/v1/live")


@pytest.mark.slow
@schema.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_question_breaks_the_service(case: Any, service: Running, known: dict[str, str]) -> None:
    of_bays = case.path.startswith(("/v1/deliveries", "/v1/uploads"))
    headers = {"authorization": f"Bearer {known['bay' if of_bays else 'people']}", "tus-resumable": "1.0.0"}
    answer = case.call(base_url=service.url, headers=headers)
    case.validate_response(answer, checks=CHECKS)
    if "swing_id" in case.path_parameters:
        # No chance finds the id of a swing that is there.
        case.path_parameters["swing_id"] = known["swing_id"]
        case.validate_response(case.call(base_url=service.url, headers=headers), checks=CHECKS)
