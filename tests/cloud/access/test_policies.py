"""The one table of policies, and that nothing gets past it."""

import pytest
from fastapi import FastAPI

from cloud.access import every_route_has_a_policy
from cloud.app import create_app
from cloud.policies import POLICIES


def test_a_route_without_a_policy_keeps_the_service_from_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    create_app(None)
    monkeypatch.delitem(POLICIES, "swing")
    with pytest.raises(ValueError, match="swing"):
        create_app(None)


def test_so_does_a_route_that_somebody_adds() -> None:
    app = create_app(None)
    app.add_api_route("/v1/secrets", lambda: "all of them", name="secrets")
    with pytest.raises(ValueError, match="secrets"):
        every_route_has_a_policy(app)


def test_and_a_policy_without_a_route_or_a_name_that_is_twice() -> None:
    with pytest.raises(ValueError, match="swing"):
        every_route_has_a_policy(FastAPI())
    app = create_app(None)
    app.add_api_route("/v1/other", lambda: "x", name="swing")
    with pytest.raises(ValueError, match="two routes"):
        every_route_has_a_policy(app)


def test_the_documentation_says_who_may() -> None:
    document = create_app(None).openapi()
    said = {
        operation["operationId"]: [next(iter(one)) for one in operation["security"]]
        for path in document["paths"].values()
        for operation in path.values()
    }
    assert said["deliver"] == ["device token"] and said["sign_in"] == []
    assert said["swing"] == ["service token", "session"] and said["people"] == ["session"]
    assert {name for names in said.values() for name in names} == document["components"][
        "securitySchemes"
    ].keys()
