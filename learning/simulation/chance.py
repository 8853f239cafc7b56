"""Seeded chance: one independent stream per purpose, the same for the same arguments."""

import hashlib
import uuid

import numpy as np


def stream(seed: int, *purpose: object) -> np.random.Generator:
    """Return the generator of one purpose.

    Parameters
    ----------
    seed : any integer.
    purpose : what the numbers are for (texts and numbers); another purpose gives
        numbers that are independent of these.
    """
    name = "/".join(map(str, (seed, *purpose)))
    digest = hashlib.sha256(name.encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))


class PublicIds:
    """Random-looking UUIDs (version 4) out of a seeded stream."""

    def __init__(self, seed: int, *purpose: object) -> None:
        self._stream = stream(seed, "public-id", *purpose)

    def next(self) -> uuid.UUID:
        """Return the next one."""
        return uuid.UUID(bytes=self._stream.bytes(16), version=4)
