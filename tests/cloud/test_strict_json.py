import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloud.strict_json import parse


def test_plain_json_is_taken() -> None:
    text = '{"a": [1, 2.5, null, true, "\\u00e9"], "b": {"a": {}}}'
    assert parse(text) == parse(text.encode()) == json.loads(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"a": 1, "a": 1}', "the key 'a' is there twice"),
        ('[{"b": {"c": 1, "d": 2, "c": 3}}]', "the key 'c' is there twice"),
        ("[NaN]", "NaN is no JSON number"),
        ("-Infinity", "-Infinity is no JSON number"),
        ("[" * 200_000, "nested too deep"),
        ('{"a":' * 200_000, "nested too deep"),
        ("9" * 5000, "a number too long"),
        (b"\xff\xfe\xfd", "not JSON in UTF-8"),
        ("{", "Expecting property name"),
        ("", "Expecting value"),
    ],
)
def test_what_means_two_things_or_none_is_refused(text: str | bytes, words: str) -> None:
    with pytest.raises(json.JSONDecodeError) as caught:
        parse(text)
    assert words in caught.value.msg


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object whose keys are all different. Raises ValueError."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError
    return dict(pairs)


def plainly(text: str) -> str | None:
    """What the standard library reads, types and all; None for what it refuses."""
    try:
        return repr(json.loads(text, object_pairs_hook=once))
    except ValueError:
        return None


PIECES = ["{", "}", "[", "]", ",", ":", " ", "\t", '"', '"a"', '"b"', "\\", "\\u00e9", "\\ud83d", "\\ude00"]
PIECES += [
    "0",
    "1",
    "-",
    ".5",
    "1e999",
    "E-3",
    "-0",
    "-0.0",
    "5e-324",
    "9" * 40,
    "true",
    "null",
    "é",
    "\x7f",
    "\x01",
]
MADE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | MADE.map(json.dumps))
def test_nothing_is_read_otherwise_than_by_the_standard_library(text: str) -> None:
    try:
        read: str | None = repr(parse(text))
    except json.JSONDecodeError:
        read = None
    assert read == plainly(text)
