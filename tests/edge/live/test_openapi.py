"""The document holds every wire type, and the documentation page needs nothing from elsewhere."""

import json
import re
import subprocess
import sys

import pytest

from edge.live.openapi import document
from tests.edge.live.conftest import Service

SERVER_TYPES = [
    "state",
    "stage",
    "lights",
    "golfer",
    "early_tempo",
    "result",
    "not_measured",
    "session",
    "status",
]


def test_the_websockets_messages_are_in_the_document_with_their_discriminators() -> None:
    schemas = document()["components"]["schemas"]
    assert sorted(schemas["ServerMessage"]["discriminator"]["mapping"]) == sorted(SERVER_TYPES)
    assert sorted(schemas["ClientMessage"]["discriminator"]["mapping"]) == [
        "new_golfer",
        "preview",
        "set_golfer",
    ]
    for name in ("ServerMessage", "ClientMessage"):
        for reference in schemas[name]["discriminator"]["mapping"].values():
            schema = schemas[reference.removeprefix("#/components/schemas/")]
            assert "type" in schema["required"]


def test_every_reference_leads_somewhere_and_every_key_is_there() -> None:
    text = json.dumps(document())
    schemas = document()["components"]["schemas"]
    names = set(re.findall(r'"#/components/schemas/([^"]+)"', text))
    assert names <= set(schemas) and len(names) > 25
    for name, schema in schemas.items():
        assert schema.get("required", []) == list(schema.get("properties", {})), name


@pytest.mark.slow
def test_the_module_prints_the_document_the_service_serves(service: Service) -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "tests.edge.bay.swingvision", "bay", "openapi"],
        capture_output=True,
        check=True,
    )
    with service.http as http:
        assert http.get("/openapi.json").json() == json.loads(printed.stdout) == document()


def test_the_documentation_page_loads_from_this_machine_alone(service: Service) -> None:
    with service.http as http:
        page = http.get("/docs")
        addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
        assert len(addresses) == 3 and all(address.startswith("/docs/") for address in addresses)
        for address in addresses:
            assert http.get(address).status_code == 200, address
        assert "url: '/openapi.json'" in page.text
    assert "http" not in page.headers["content-security-policy"]
