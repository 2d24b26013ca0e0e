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
def tokens(service: Running) -> Iterator[dict[str, str]]:
    with service.http() as http:
        bay = Bay.joined(service, http)
        one = swing()
        bay.deliver(bay.result(one), bay.keypoints(one.swing_id, poses()), bay.clip(one.swing_id, b"clip"))
        yield {"bay": bay.token, "people": service.token()}


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
def test_no_question_breaks_the_service(case: Any, service: Running, tokens: dict[str, str]) -> None:
    of_bays = case.path.startswith(("/v1/deliveries", "/v1/uploads"))
    headers = {"authorization": f"Bearer {tokens['bay' if of_bays else 'people']}"}
    answer = case.call(base_url=service.url, headers=headers)
    case.validate_response(answer, checks=[not_a_server_error, content_type_conformance])
