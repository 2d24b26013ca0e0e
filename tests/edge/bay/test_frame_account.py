from hypothesis import given
from hypothesis import strategies as st

from edge.frame_account import FrameAccount


@given(st.lists(st.tuples(st.integers(0, 20), st.booleans(), st.integers(0, 3))))
def test_captured_is_processed_plus_skipped_at_every_moment(steps: list[tuple[int, bool, int]]) -> None:
    account, index, garbage, taken = FrameAccount(), -1, 0, 0
    for ahead, processed, spoilt in steps:
        index, garbage, taken = index + 1 + ahead, garbage + spoilt, taken + processed
        account.took(index, processed, garbage)
        counts = account.counts()
        assert counts.captured == counts.processed + sum(counts.skipped.values())
        assert counts.captured == index + 1 + garbage and counts.processed == taken
        assert min(counts.skipped.values()) >= 0


def test_each_reason_has_its_number() -> None:
    account = FrameAccount()
    account.took(0, True, 0)
    account.took(4, False, 2)
    account.took(5, True, 2)
    account.took(12, True, 2, idle=True)
    assert account.counts().skipped == {"superseded": 3, "idle": 6, "overwritten": 1, "garbage": 2}
