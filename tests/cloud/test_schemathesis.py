"""Whatever the documentation allows, and what it does not: never a 5xx, always a documented type."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance

from cloud.app import create_app
from cloud.people.repository import ROLES
from cloud.policies import POLICIES
from tests.cloud.bay import Bay, poses, swing
from tests.cloud.browser import Browser, member
from tests.cloud.browser import signed_in as begun
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
        coach = member(service, http, "coach")
        yield {
            "bay": bay.token,
            "program": service.token(),
            "swing_id": one.swing_id,
            "person_id": coach.person_id,
            "coach_id": coach.person_id,
        }


@pytest.fixture(scope="module")
def somebody(service: Running) -> Iterator[Browser]:
    """Of every role."""
    with service.http() as http:
        yield member(service, http, *ROLES)


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
def test_no_question_breaks_the_service(
    case: Any, service: Running, known: dict[str, str], somebody: Browser
) -> None:
    policy = POLICIES[case.operation.definition.raw["operationId"]]
    headers = {"tus-resumable": "1.0.0"}
    if policy.device or policy.scope:
        headers["authorization"] = f"Bearer {known['bay' if policy.device else 'program']}"
    elif policy.roles:
        headers |= signed_in(service, somebody)
    answer = case.call(base_url=service.url, headers=headers)
    case.validate_response(answer, checks=CHECKS)
    if there := known.keys() & case.path_parameters.keys():
        # No chance finds the id of what is there. Asked by a person, where people may.
        case.path_parameters.update({name: known[name] for name in there})
        shown = signed_in(service, somebody) if policy.roles else headers
        case.validate_response(case.call(base_url=service.url, headers=shown), checks=CHECKS)


def signed_in(service: Running, browser: Browser) -> dict[str, str]:
    """With a session of its own for each question, since some end one."""
    person = service.parts.store.people.person(browser.person_id)
    assert person is not None
    return begun(service, browser.http, person).headers
