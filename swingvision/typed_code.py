"""Codes that a person can type: of letters that do not look alike, and read however they were typed."""

import secrets

# Without letters and digits that look alike; 16 of these 31 are 79 bits.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS, GROUP = 4, 4
PATTERN = "-".join([f"[{LETTERS}]{{{GROUP}}}"] * GROUPS)


def make_code() -> str:
    """A new one: four groups of four, with a hyphen between two."""
    letters = [secrets.choice(LETTERS) for _ in range(GROUPS * GROUP)]
    return "-".join("".join(letters[i : i + GROUP]) for i in range(0, len(letters), GROUP))


def written_one_way(typed: str) -> str:
    """As it was made, whether or not it is one."""
    return typed.strip().upper()
