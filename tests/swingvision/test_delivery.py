import json

import pytest
from pydantic import TypeAdapter, ValidationError

from swingvision.delivery import MOST_ITEMS, Batch, DeleteSwings, Instruction, Item, SetClockOffset
from swingvision.uuid7 import uuid7
from tests.cloud.bay import Bay


def item(**changes: object) -> dict[str, object]:
    import httpx

    with httpx.Client() as http:
        return {**Bay(http).item("telemetry", "{}", None), **changes}


def test_an_item_of_a_bay_that_says_no_revision_has_the_first() -> None:
    assert Item.model_validate(item()).revision == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"delivery_id": "x"},
        {"delivery_id": uuid7().upper()},
        {"seq": 0},
        {"boot_epoch": -1},
        {"schema_version": 0},
        {"body_sha256": "0"},
        {"created_at_ms": 2**54},
        {"revision": 0},
        {"more": 1},
    ],
)
def test_what_is_no_item_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Item.model_validate(item(**changes))


def test_a_batch_is_bounded() -> None:
    batch = {
        "items": [],
        "balance": dict.fromkeys(["captured", "synced", "queued", "evicted", "dead_lettered"], 0),
        "acknowledged": [],
        "sent_at_ms": -1,
    }
    assert Batch.model_validate(batch).boot_epoch is None
    with pytest.raises(ValidationError):
        Batch.model_validate({**batch, "items": [item()] * (MOST_ITEMS + 1)})


def test_instructions_are_told_apart_by_their_kind() -> None:
    adapter: TypeAdapter[Instruction] = TypeAdapter(Instruction)
    for made in (
        DeleteSwings(instruction_id=uuid7(), swing_ids=[uuid7()]),
        SetClockOffset(instruction_id=uuid7(), offset_ms=-5),
    ):
        assert adapter.validate_json(made.model_dump_json()) == made
    with pytest.raises(ValidationError):
        adapter.validate_python({"kind": "explode", "instruction_id": uuid7()})
    assert json.loads(DeleteSwings(instruction_id=uuid7(), swing_ids=[]).model_dump_json())["kind"]
