"""Codes that open an invitation: 130 random bits that a person can read out, type and mistype a little."""

from __future__ import annotations

import hashlib
import hmac
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U."""
LENGTH = 26
GROUPS = (5, 5, 5, 5, 6)
_AS_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", " ": "", "-": ""})


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def derived_code(key: bytes, about: str) -> str:
    """A code that is the same for the same `key` and `about`, and looks random to who does not have the key."""
    number = int.from_bytes(hmac.digest(key, about.encode(), "sha256"), "big")
    return "".join(ALPHABET[number >> (5 * place) & 31] for place in range(LENGTH))


def as_meant(text: str) -> str:
    """What was typed, without spaces and hyphens, in capitals, and with 0 and 1 for the letters that look like them."""
    return text.strip().upper().translate(_AS_MEANT)


def in_groups(code: str) -> str:
    """`7K3QF-…`: easier on eye and voice."""
    parts, start = [], 0
    for size in GROUPS:
        parts.append(code[start : start + size])
        start += size
    return "-".join(parts)


def digest_of(text: str) -> bytes:
    """SHA-256 of the code that was meant: all that is kept."""
    return hashlib.sha256(as_meant(text).encode()).digest()
