"""Makes the people of note: a small language for writing one person's history."""

from datetime import date

from learning.simulation.chance import PublicIds
from learning.simulation.person import (
    EmploymentFrom,
    Interval,
    NameFrom,
    Person,
    PostingFrom,
)
from learning.simulation.posts import title_ranks

LONG_AGO = date(2008, 4, 1)


class Noted:
    """One person of note under construction."""

    def __init__(
        self,
        note: str,
        name: str,
        kana: str,
        *,
        born: int = 1985,
        category: str = "事務",
    ) -> None:
        self.note = note
        self.name = name
        self.kana = kana
        self.category = category
        self.born_on = date(born, 7, 1)
        self.names: list[NameFrom] = []
        self.employments: list[EmploymentFrom] = []
        self.postings: list[PostingFrom] = []
        self.absences: list[Interval] = []
        self.designations: list[Interval] = []
        self.ability = 0.6
        self.diligence = 0.95

    def employed(
        self,
        number: str,
        starts_on: date = LONG_AGO,
        ends_on: date | None = None,
        *,
        kind: str = "regular",
        authority: str = "mayor",
        cause: str = "hired",
    ) -> "Noted":
        """Add an employment; postings that follow belong to it."""
        source = authority if authority in ("education", "water", "fire") else "mayor"
        if kind.startswith("annual"):
            source = "annual"
        if kind in ("agency", "trainee", "special"):
            source = "others"
        self.employments.append(
            EmploymentFrom(
                number=number,
                employment_type=kind,
                authority=authority,
                source=source,
                category=self.category,
                starts_on=starts_on,
                ends_on=ends_on,
                cause=cause,
                number_kind="temporary" if kind == "trainee" else "staff",
            )
        )
        return self

    def posted(
        self,
        work: str,
        title: str,
        starts_on: date | None = None,
        ends_on: date | None = None,
        *,
        kind: str = "main",
        cause: str = "appointed",
    ) -> "Noted":
        """Add a posting; without days it lasts as long as the employment."""
        employment = self.employments[-1]
        rank, is_head = title_ranks()[title]
        self.postings.append(
            PostingFrom(
                employment=len(self.employments) - 1,
                work=work,
                title=title,
                rank=rank,
                is_head=is_head,
                starts_on=starts_on or employment.starts_on,
                ends_on=ends_on or employment.ends_on,
                kind=kind,
                cause=cause,
            )
        )
        return self

    def named(
        self,
        name: str,
        kana: str,
        starts_on: date,
        ends_on: date | None = None,
        *,
        delivered: str = "",
    ) -> "Noted":
        """Add a dated name; without any, the name holds from the first employment."""
        self.names.append(NameFrom(name, kana, starts_on, ends_on, delivered))
        return self

    def absent(self, code: str, starts_on: date, ends_on: date | None) -> "Noted":
        """Add an absence of a neutral class."""
        self.absences.append(Interval(code, starts_on, ends_on))
        return self

    def marked(self, *codes: str) -> "Noted":
        """Add designations from the first employment on."""
        begin = self.employments[0].starts_on
        self.designations += [Interval(code, begin) for code in codes]
        return self

    def person(self, ids: PublicIds) -> Person:
        """Return the finished person."""
        begin = self.employments[0].starts_on
        return Person(
            public_id=ids.next(),
            born_on=self.born_on,
            names=self.names or [NameFrom(self.name, self.kana, begin)],
            employments=self.employments,
            postings=self.postings,
            ability=self.ability,
            diligence=self.diligence,
            note=self.note,
            absences=self.absences,
            designations=self.designations,
        )
