"""Writes people: names, employments, postings, absences, marks and accounts."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from learning.japanese.width import fold_for_search
from learning.people.models import (
    Absence,
    Designation,
    Employee,
    EmployeeName,
    Employment,
    Posting,
    RosterImport,
    User,
)
from learning.simulation.city_tables import CityTables
from learning.simulation.organisation import Organisation
from learning.simulation.person import Person, PostingFrom
from learning.simulation.timeline import Timeline, at
from learning.simulation.writing import Table

MODELS = (Employee, EmployeeName, Employment, Posting, Absence, Designation, User)
AFTER_A_MERGER = "参事"


class Personnel:
    """Writes people part by part."""

    def __init__(
        self,
        *,
        organisation: Organisation,
        city: CityTables,
        timeline: Timeline,
        record: RosterImport,
    ) -> None:
        self.organisation = organisation
        self.city = city
        self.timeline = timeline
        self.record = record
        self._tables: dict[type, Table] = {model: Table(model) for model in MODELS}

    def write(self, people: Sequence[Person]) -> None:
        """Write these people; each gets its key."""
        for person in people:
            person.pk = self._tables[Employee].next_key()
        self._tables[Employee].write(
            Employee(
                pk=person.pk,
                public_id=person.public_id,
                born_on=person.born_on,
                recorded_at=self._known(person.names[0].starts_on),
                roster_import_id=self.record.pk,
            )
            for person in people
        )
        keys = {person.pk: self._employment_keys(person) for person in people}
        write = self._tables
        write[EmployeeName].write(each for p in people for each in self._names(p))
        write[Employment].write(
            each for p in people for each in self._employments(p, keys[p.pk])
        )
        write[Posting].write(
            each for p in people for each in self._postings(p, keys[p.pk])
        )
        write[Absence].write(each for p in people for each in self._absences(p))
        write[Designation].write(each for p in people for each in self._marks(p))
        write[User].write(self._users(people))

    def _employment_keys(self, person: Person) -> list[int]:
        return [self._tables[Employment].next_key() for _each in person.employments]

    def _absences(self, person: Person) -> Iterator[Absence]:
        for absence in person.absences:
            yield Absence(
                pk=self._tables[Absence].next_key(),
                employee_id=person.pk,
                neutral_class=absence.code,
                **self._dates(absence),
            )

    def _marks(self, person: Person) -> Iterator[Designation]:
        for mark in person.designations:
            yield Designation(
                pk=self._tables[Designation].next_key(),
                employee_id=person.pk,
                type_id=self.city.designations[mark.code],
                **self._dates(mark),
            )

    def _names(self, person: Person) -> Iterator[EmployeeName]:
        for name in person.names:
            yield EmployeeName(
                pk=self._tables[EmployeeName].next_key(),
                employee_id=person.pk,
                name=name.text,
                kana=name.kana,
                delivered=name.delivered or name.text,
                search_key=fold_for_search(f"{name.text} {name.kana}"),
                **self._dates(name),
            )

    def _employments(self, person: Person, keys: Sequence[int]) -> Iterator[Employment]:
        for key, employment in zip(keys, person.employments, strict=True):
            yield Employment(
                pk=key,
                employee_id=person.pk,
                authority_id=self.city.authorities[employment.authority],
                source_id=self.city.sources[employment.source],
                number=employment.number,
                number_kind=employment.number_kind,
                employment_type_id=self.city.employment_types[
                    employment.employment_type
                ],
                job_category=employment.category,
                cause=employment.cause,
                **self._dates(employment),
            )

    def _postings(self, person: Person, keys: Sequence[int]) -> Iterator[Posting]:
        for posting in person.postings:
            for piece in self._pieces(posting):
                yield Posting(
                    pk=self._tables[Posting].next_key(),
                    employee_id=person.pk,
                    employment_id=keys[posting.employment],
                    kind=posting.kind,
                    **piece,
                )

    def _pieces(self, posting: PostingFrom) -> Iterator[dict[str, Any]]:
        """Cut a posting at reorganisations: from there on it has another cause."""
        for stay, begin, end in self.organisation.pieces(
            posting.work, posting.starts_on, posting.ends_on
        ):
            lost_head = posting.is_head and not stay.is_primary
            moved = begin != posting.starts_on
            yield {
                "department_id": stay.node.pk,
                "post_title": AFTER_A_MERGER if lost_head else posting.title,
                "rank_class": posting.rank,
                "is_head": posting.is_head and not lost_head,
                "cause": "reorganised" if moved else posting.cause,
                "starts_on": begin,
                "ends_on": end,
                "recorded_at": self._known(begin),
                "roster_import_id": self.record.pk,
            }

    def _users(self, people: Sequence[Person]) -> Iterator[User]:
        """Accounts of those who work in the city on the last day."""
        for person in people:
            if not _is_employed(person, self.timeline):
                continue
            yield User(
                pk=self._tables[User].next_key(),
                username=str(person.public_id),
                first_name=_name_on(person, self.timeline),
                employee_id=person.pk,
                password=UNUSABLE_PASSWORD_PREFIX,
                personal_email=person.email,
                date_joined=self._known(self.timeline.begins_on),
            )

    def _dates(self, row: Any) -> dict[str, Any]:
        return {
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "recorded_at": self._known(row.starts_on),
            "roster_import_id": self.record.pk,
        }

    def _known(self, day: Any) -> datetime:
        """Recorded on the day itself; what is to come is known since the last day."""
        return at(min(day, self.timeline.until), 0)


def _is_employed(person: Person, timeline: Timeline) -> bool:
    return any(
        row.starts_on <= timeline.until
        and (row.ends_on is None or row.ends_on > timeline.until)
        for row in person.employments
    )


def _name_on(person: Person, timeline: Timeline) -> str:
    begun = [name for name in person.names if name.starts_on <= timeline.until]
    return begun[-1].text
