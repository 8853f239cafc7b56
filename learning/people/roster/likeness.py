"""Knows when two names may be one person's. Pure; nobody is merged by it alone."""

from datetime import date

from learning.japanese.width import fold_for_search, fold_kana
from learning.people.roster.rows import RosterRow
from learning.people.roster.state import Person

_COMMON_KANA = 2


def names_agree(row: RosterRow, person: Person, day: date) -> bool:
    """Whether one person may bear both names: equal, or with a part in common.

    A changed surname keeps the given name, so an equal last part or a common end of
    the kana (two at least) is enough.
    """
    name = person.name_on(day)
    if name is None or same_name(row, name.name, name.kana):
        return True
    if row.name.split()[-1] == name.name.split()[-1]:
        return True
    ours, theirs = fold_kana(row.kana), fold_kana(name.kana)
    common = ours[-_COMMON_KANA:] == theirs[-_COMMON_KANA:]
    return len(ours) > _COMMON_KANA < len(theirs) and common


def same_name(row: RosterRow, name: str, kana: str) -> bool:
    """Whether name or kana are equal but for width, spaces and variants of kanji."""
    if name_key(row.name) == name_key(name):
        return True
    return bool(row.kana and kana) and fold_kana(row.kana) == fold_kana(kana)


def name_key(name: str) -> str:
    """A name without width, spaces and variants of kanji."""
    return fold_for_search(name).replace(" ", "")


def kana_fits(row: RosterRow, kana: str) -> bool:
    """Whether the kana say nothing against it."""
    return not row.kana or not kana or fold_kana(row.kana) == fold_kana(kana)
