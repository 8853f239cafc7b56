"""Knows from which day a changed text of a plan is in force, and what that restates.

Pure: no Django, no clock. A figure of a past day was published once; it moves only where
a person has said so: with a day, in the file or beside it, or by calling it 訂正. See
docs/decisions/0009.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person said beside the file: a day, that it is a correction, or nothing."""

    effective_on: date | None = None
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class Start:
    """The first day of a new revision.

    ``postponed_from`` is the file's day where that is not used, None where it is;
    ``restates_from`` the first past day whose figures may move, None where none do;
    ``holds_until`` the first day of an earlier revision that stays in force after this
    one, None where nothing follows.
    """

    day: date
    postponed_from: date | None = None
    restates_from: date | None = None
    holds_until: date | None = None


def start_of(
    in_file: date, wish: Wish, revisions: Iterable[date], today: date
) -> Start:
    """Decide from which day a changed text is in force.

    1. A day given beside the file is taken.
    2. The first text of a plan, a correction, and a file whose day is later than every
       revision's are taken from the file's day.
    3. Any other file only repeats an old day: it is taken from today, or, where the
       newest revision has not begun, from that one's first day.

    Parameters
    ----------
    in_file : the file's own ``effective_on``.
    revisions : first days of the plan's revisions so far.
    """
    earlier = sorted(revisions)
    newest = earlier[-1] if earlier else None
    day = wish.effective_on or in_file
    is_said = wish.effective_on is not None or wish.is_correction
    if newest is not None and not is_said and in_file <= newest:
        day = max(today, newest)
    return Start(
        day=day,
        postponed_from=in_file
        if wish.effective_on is None and day != in_file
        else None,
        restates_from=day if newest is not None and day < today else None,
        holds_until=next((other for other in earlier if other > day), None),
    )
