"""Argon2id with parameters chosen for a small server."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2idHasher(Argon2PasswordHasher):
    """OWASP's minimum for Argon2id: 19 MiB, two passes, one lane.

    Memory × simultaneous sign-ins must fit: 16 threads need 16 × 19 MiB = 304 MiB.
    Never weaker (OWASP Password Storage Cheat Sheet).
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
