"""From the bytes of a file to the difference it would make; writes nothing.

Knows files, stored rows and the pure rules, and puts them together: the same for the
command, the pages and a dry run.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from learning.people.actions.imports import ImportedFile
from learning.people.models import AppointingAuthority, RosterImport, RosterSource
from learning.people.roster.changes import Answers, RosterChanges, Terms
from learning.people.roster.columns import ROSTER_COLUMNS
from learning.people.roster.compare import compare
from learning.people.roster.file_columns import ColumnMapping, propose_mapping
from learning.people.roster.guard import refuse_my_numbers
from learning.people.roster.organisation.columns import ORGANISATION_COLUMNS
from learning.people.roster.organisation.compare import compare_organisation
from learning.people.roster.organisation.parse import parse_organisation
from learning.people.roster.organisation.rows import OrganisationChanges
from learning.people.roster.parse import parse_roster
from learning.people.roster.values import Vocabulary, guess_employment_type
from learning.people.stored import (
    base_token,
    load_state,
    load_vocabulary,
    stored_departments,
)
from learning.tabular.raw_table import RawTable
from learning.tabular.reading import read_table

DEFAULT_AUTHORITY = "市長"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose on the way from the file to the difference.

    `columns`, `conventions`: None takes what is saved or usual. `meanings`:
    (subject, value) → meaning.
    """

    columns: Mapping[str, str] | None = None
    conventions: Mapping[str, str] | None = None
    meanings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)


USUAL = Choices()


def open_file(content: bytes, name: str, *, has_header: bool = True) -> RawTable:
    """Read a file's table; refuse one with My Numbers. Raises TableError."""
    table = read_table(content, name, has_header=has_header)
    refuse_my_numbers(table)
    return table


def imported_file(content: bytes, name: str, choices: Choices = USUAL) -> ImportedFile:
    """What is kept of a file: its name, its digest, how it was read."""
    digest = hashlib.sha256(content).hexdigest()
    return ImportedFile(
        name[:255],
        digest,
        choices.meanings,
        choices.columns or {},
        choices.conventions or {},
    )


def roster_mapping(
    table: RawTable, source: RosterSource, choices: Choices = USUAL
) -> ColumnMapping:
    """Where each column stands: as chosen now, as saved for the source, as usual."""
    saved: Any = choices.columns
    conventions: Any = choices.conventions
    return propose_mapping(
        table.header,
        ROSTER_COLUMNS,
        saved=source.column_mapping if saved is None else saved,
        conventions=source.date_conventions if conventions is None else conventions,
    )


def organisation_choices(choices: Choices = USUAL) -> Choices:
    """With the columns of the last organisation file where none are chosen now."""
    if choices.columns is not None:
        return choices
    applied = RosterImport.objects.filter(
        kind=RosterImport.Kind.ORGANISATION, undone_at__isnull=True
    )
    last = applied.order_by("-pk").first()
    if last is None:
        return choices
    return replace(
        choices, columns=last.column_mapping, conventions=last.date_conventions
    )


def organisation_mapping(table: RawTable, choices: Choices = USUAL) -> ColumnMapping:
    """Where each column of an organisation file stands."""
    return propose_mapping(
        table.header,
        ORGANISATION_COLUMNS,
        saved=choices.columns,
        conventions=choices.conventions,
    )


def preview_roster(
    table: RawTable, source: RosterSource, terms: Terms, choices: Choices = USUAL
) -> RosterChanges:
    """What a roster would change. Reads; writes nothing."""
    vocabulary = load_vocabulary()
    confirmed = {**vocabulary.confirmed, **choices.meanings}
    roster = parse_roster(
        table,
        roster_mapping(table, source, choices),
        Vocabulary(vocabulary.types, vocabulary.titles, confirmed),
        number_prefix=source.number_prefix,
    )
    return compare(
        state=load_state(), roster=roster, terms=terms, answers=choices.answers
    )


def preview_organisation(
    table: RawTable, as_of: date, choices: Choices = USUAL, *, correction: bool = False
) -> OrganisationChanges:
    """What an organisation file would change. Reads; writes nothing."""
    base = base_token()
    return compare_organisation(
        stored=stored_departments(as_of),
        organisation=parse_organisation(table, organisation_mapping(table, choices)),
        as_of=as_of,
        answers=choices.answers,
        base=base,
        correction=correction,
    )


def terms_of(
    source: RosterSource, as_of: date, *, partial: bool, correction: bool
) -> Terms:
    """The terms of a comparison; the source's name says what its joiners are."""
    default_type = guess_employment_type(source.name) or "regular"
    return Terms(source.code, as_of, partial, correction, default_type)


def find_source(name: str) -> RosterSource | None:
    """A source by its code or name."""
    by_code = RosterSource.objects.filter(code=name).first()
    return by_code or RosterSource.objects.filter(name=name).first()


def new_source(name: str) -> RosterSource:
    """A source that is not saved yet, with the authority that its name speaks of."""
    authorities = list(AppointingAuthority.objects.all())
    named = [a for a in authorities if a.name and (a.name in name or name in a.name)]
    authority = next(iter(named or authorities), None)
    authority = authority or AppointingAuthority(
        code=DEFAULT_AUTHORITY, name=DEFAULT_AUTHORITY
    )
    order = RosterSource.objects.count()
    return RosterSource(
        code=name[:40], name=name[:60], authority=authority, order=order
    )
