"""The plans that a city can choose from in its settings.

People know no plans: the app that has them registers how to list them when it starts
(as ``person_links`` does).
"""

from collections.abc import Callable

Listing = Callable[[], list[tuple[str, str]]]

_listings: list[Listing] = []


def register(listing: Listing) -> None:
    """Offer plans as pairs of code and words; registering again changes nothing."""
    if listing not in _listings:
        _listings.append(listing)


def plan_choices() -> list[tuple[str, str]]:
    """Return code and words of every plan that is loaded."""
    return [choice for listing in _listings for choice in listing()]
