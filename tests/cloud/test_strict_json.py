import json

import pytest

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
