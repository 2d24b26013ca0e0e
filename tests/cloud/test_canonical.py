import json
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, field_validator

from cloud.canonical import CanonicalReader
from swingvision.report import Swing, Wire
from tests.cloud.bay import swing

reader = CanonicalReader(Swing)
TEXT = swing().model_dump_json()


def test_a_text_that_a_bay_wrote_is_read_whole() -> None:
    one = swing(session_id='ä"\\\n\x01')
    read = reader.read(one.model_dump_json().encode())
    assert read is not None
    assert (read.swing_id, read.session_id, read.club) == (one.swing_id, one.session_id, "iron")
    assert read.report.metrics["tempo_ratio"].value == 3.0 and read.report.events.top is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"number":1', '"number":1,"number":1'),
        ('"tempo_ratio":', '"tempo_ratio":null,"tempo_ratio":'),
        ('"number":1', '"number": 1'),
        ('"number":1', '"number":1.0'),
        ('"number":1', '"number":0'),
        ('"number":1', '"number":true'),
        ('"value":3.0', '"value":3'),
        ('"value":3.0', '"value":3.00'),
        ('"value":3.0', '"value":1e999'),
        ('"value":3.0', '"value":NaN'),
        ('"view_confidence":0.9', '"view_confidence":1.5'),
        ('"club":"iron"', '"club":"broom"'),
        ('"club":"iron"', '"club":"ir\\u006fn"'),
        ('"club":"iron"', '"club":"iron","colour":"red"'),
        ('"club":"iron",', ""),
    ],
)
def test_what_is_wrong_or_spelt_another_way_is_left_to_others(old: str, new: str) -> None:
    text = TEXT.replace(old, new, 1)
    assert text != TEXT and reader.read(TEXT.encode()) is not None
    assert reader.read(text.encode()) is None


def places(said: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value in it."""
    if isinstance(said, dict):
        return [path, *(place for key, value in said.items() for place in places(value, (*path, key)))]
    return [path]


PLACES = [place for place in places(json.loads(TEXT)) if place]
VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.integers(-2, 2)
    | st.floats(allow_nan=False)
    | st.floats(-1, 2)
    | st.text(max_size=4)
    | st.sampled_from(["right", "face_on", "driver", "top", "seen", "deg", "A", [], {}, ["x"], [1]])
)


@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), max_size=3))
def test_what_is_read_is_what_pydantic_reads(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    said = json.loads(TEXT)
    for (*way, last), value in changes:
        inside = said
        for key in way:
            inside = inside.get(key) if isinstance(inside, dict) else None
        if isinstance(inside, dict):
            inside[last] = value
    text = json.dumps(said, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")
    if reader.read(text) is not None:
        assert json.loads(Swing.model_validate_json(text, strict=True).model_dump_json()) == json.loads(text)


class Checked(Wire):
    name: str

    @field_validator("name")
    @classmethod
    def _short(cls, name: str) -> str:
        return name


class Patterned(Wire):
    name: Annotated[str, Field(pattern="^a")]


class Renamed(Wire):
    name: Annotated[str, Field(alias="title")]


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")


class Strange(Wire):
    name: bytes


@pytest.mark.parametrize("model", [Checked, Patterned, Renamed, Open, Strange])
def test_a_model_that_says_more_than_types_and_bounds_has_no_reader(model: type[BaseModel]) -> None:
    with pytest.raises(TypeError):
        CanonicalReader(model)
