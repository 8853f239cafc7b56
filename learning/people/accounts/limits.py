"""How often somebody may try: per account it gets slower, per address it has a roof.

Counters live in the shared cache, so that all processes see the same. Nothing is ever
locked: whoever knows the password gets in after the wait.
"""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

REMEMBER_SECONDS = 15 * 60


class TooMany(Exception):
    """Not now; ``wait_seconds`` is the longest that it can take."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(wait_seconds)
        self.wait_seconds = wait_seconds


def wait_after(wrong_tries: int) -> int:
    """Seconds to wait before the next try: 0 for the first five, then 1, 2, 4 … 60."""
    over = wrong_tries - settings.FREE_TRIES_PER_ACCOUNT
    return 0 if over < 0 else min(2 ** min(over, 16), settings.LONGEST_WAIT_SECONDS)


def begin_try(account: str) -> None:
    """Count a try for ``account`` before the password is looked at.

    Raises
    ------
    TooMany
        If the wait after earlier wrong tries is not over. Such a try is not counted,
        so that knocking does not make the wait longer.
    """
    wrong = cache.get(_tries(account), 0)
    wait = wait_after(wrong)
    # add() is one step for all processes: of two tries at once only one goes on.
    if wait and not cache.add(_waiting(account), 1, timeout=wait):
        raise TooMany(wait)
    cache.set(_tries(account), wrong + 1, timeout=REMEMBER_SECONDS)


def forget_tries(account: str) -> None:
    """The password was right: the next try is free again."""
    cache.delete_many([_tries(account), _waiting(account)])


def count_address(address: str) -> None:
    """Count one try from an address; raise TooMany over the roof of this minute."""
    key = f"sign-in:address:{address}"
    if cache.add(key, 1, timeout=60):
        return
    try:
        count = cache.incr(key)
    except ValueError:  # the minute ended between the two
        return
    if count > settings.SIGN_INS_PER_ADDRESS_AND_MINUTE:
        raise TooMany(60)


def client_address(request: HttpRequest) -> str:
    """Return the address of the client, as far as our own proxies tell it.

    With ``TRUSTED_PROXIES`` = n the n-th entry of X-Forwarded-For from the right is
    what the outermost of our proxies saw; anything left of it is hearsay.
    """
    hops = request.headers.get("x-forwarded-for", "").split(",")
    trusted = settings.TRUSTED_PROXIES
    if 0 < trusted <= len(hops) and hops[-trusted].strip():
        return hops[-trusted].strip()
    return request.META.get("REMOTE_ADDR", "")


def _tries(account: str) -> str:
    return f"sign-in:tries:{hashlib.sha256(account.encode()).hexdigest()}"


def _waiting(account: str) -> str:
    return f"sign-in:waiting:{hashlib.sha256(account.encode()).hexdigest()}"
