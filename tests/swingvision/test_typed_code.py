import re

from swingvision.typed_code import PATTERN, make_code, written_one_way


def test_codes_can_be_typed_and_never_repeat() -> None:
    codes = {make_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(re.fullmatch("([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}", code) for code in codes)
    assert all(re.fullmatch(PATTERN, code) for code in codes)


def test_a_typed_code_is_written_one_way() -> None:
    code = make_code()
    assert written_one_way(f" {code.lower()}\n") == code
