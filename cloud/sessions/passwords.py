"""Passwords: argon2id, and as much work where there is nothing to compare with."""

import base64
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

SALT_BYTES, HASH_BYTES = 16, 32


class Passwords:
    def __init__(self, memory_kib: int, passes: int) -> None:
        self._hasher = PasswordHasher(
            time_cost=passes, memory_cost=memory_kib, parallelism=1, hash_len=HASH_BYTES, salt_len=SALT_BYTES
        )
        # Of no password; made up, since computing one would delay every start.
        parts = (
            base64.b64encode(secrets.token_bytes(n)).decode().rstrip("=") for n in (SALT_BYTES, HASH_BYTES)
        )
        self._nobodys = f"$argon2id$v=19$m={memory_kib},t={passes},p=1${'$'.join(parts)}"

    def hash(self, password: str) -> str:
        return self._hasher.hash(password)

    def fit(self, password: str, password_hash: str | None) -> bool:
        """Whether it is the password; with None it is not, after one computation all the same."""
        try:
            return self._hasher.verify(password_hash or self._nobodys, password) and password_hash is not None
        except (VerifyMismatchError, InvalidHashError):
            return False

    def is_old(self, password_hash: str) -> bool:
        """Whether it was made with other parameters than the settings say now."""
        return self._hasher.check_needs_rehash(password_hash)
