"""One-time codes for slips of paper: readable, unguessable, cheap to check.

Pure but for the site's secret key. A code has 60 random bits, so a keyed hash is
enough: there is nothing to guess offline without the key, and with it 2^59 tries.
Printing 600 slips then costs milliseconds, where a password hash would cost half a
minute.
"""

import secrets
import unicodedata

from django.utils.crypto import constant_time_compare, salted_hmac

# 32 characters: no 0 and O, no 1 and I.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS = 3
GROUP_LENGTH = 4
_SALT = "learning.people.one_time_code"


def new_code() -> str:
    """Return a code such as ``7K3M-QX9P-2HRT``: 12 characters, 60 bits."""
    groups = (
        "".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH))
        for _ in range(GROUPS)
    )
    return "-".join(groups)


def fold_code(text: str) -> str:
    """Return what was typed as plain characters: no width, case, dashes or spaces."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in plain if c in ALPHABET)


def hash_code(code: str, *, user_id: int) -> str:
    """HMAC-SHA256 of the code for this user, hexadecimal, under the secret key."""
    value = f"{user_id}:{fold_code(code)}"
    return salted_hmac(_SALT, value, algorithm="sha256").hexdigest()


def is_code(code: str, *, user_id: int, code_hash: str) -> bool:
    """Whether the hash is of this code, in a time that tells nothing."""
    return constant_time_compare(hash_code(code, user_id=user_id), code_hash)
