"""Makes people out of careers, part by part: names, marks, absences, how they learn."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from learning.simulation.careers import Career, Service, Spell
from learning.simulation.chance import PublicIds, stream
from learning.simulation.naming import FullName, draw_names, words
from learning.simulation.organisation import Organisation
from learning.simulation.person import (
    EmploymentFrom,
    Interval,
    NameFrom,
    Person,
    PostingFrom,
)
from learning.simulation.posts import Post
from learning.simulation.timeline import Timeline

PART = 1000
FEMALE_BY_KIND = {"nursery": 0.93, "health": 0.9, "fire": 0.06, "engineering": 0.2}
FEMALE_ELSEWHERE = 0.48
ABSENT_SHARE = 0.07
DISPATCHED_SHARE = 0.004
RENAMED_SHARE = 0.02
CONCURRENT_SHARE = 0.03
EMAIL_SHARE = 0.3
SHARED_KINDS = ("nursery", "kitchen", "fire", "library")
MARKS = {"my_number": "my-number", "system": "system-owner", "budget": "budget-owner"}
MARKED_SHARE = {"my_number": 0.9, "system": 0.25, "budget": 0.5}
PLANNING = ("planning", "digital", "children-policy")


class Population:
    """The people of one city, in parts of ``PART``."""

    def __init__(
        self,
        *,
        careers: Sequence[Career],
        posts: Sequence[Post],
        organisation: Organisation,
        timeline: Timeline,
        seed: int,
    ) -> None:
        self.careers = careers
        self.posts = posts
        self.organisation = organisation
        self.timeline = timeline
        self.seed = seed

    def parts(self) -> Iterator[list[Person]]:
        """Yield people in parts, always the same people in the same parts."""
        for number, begin in enumerate(range(0, len(self.careers), PART)):
            yield self._part(number, self.careers[begin : begin + PART])

    def _part(self, number: int, careers: Sequence[Career]) -> list[Person]:
        chance = stream(self.seed, "people", number)
        ids = PublicIds(self.seed, "people", number)
        kinds = [self.posts[career.spells[0].post].kind for career in careers]
        shares = [FEMALE_BY_KIND.get(kind, FEMALE_ELSEWHERE) for kind in kinds]
        is_female = chance.random(len(careers)) < np.array(shares)
        names = draw_names(chance, is_female)
        abilities = chance.normal(size=len(careers)).tolist()
        diligence = chance.beta(5, 1.6, size=len(careers)).tolist()
        people = []
        for place, career in enumerate(careers):
            person = Person(
                public_id=ids.next(),
                born_on=date(career.born, 4, 2)
                + timedelta(days=int(chance.integers(0, 365))),
                names=self._names(names[place], bool(is_female[place]), career, chance),
                employments=[_employment(service) for service in career.services],
                postings=[self._posting(spell) for spell in career.spells],
                ability=abilities[place],
                diligence=diligence[place],
            )
            self._add_details(person, career, chance)
            people.append(person)
        return people

    def _names(
        self,
        name: FullName,
        is_female: bool,
        career: Career,
        chance: np.random.Generator,
    ) -> list[NameFrom]:
        begin = career.services[0].starts_on
        draw, choice = chance.random(), int(chance.integers(len(words("surnames"))))
        day = self._day(chance)
        if not is_female or draw >= RENAMED_SHARE or day <= begin:
            return [NameFrom(name.text, name.kana, begin)]
        new = FullName(words("surnames")[choice], name.given)
        return [
            NameFrom(name.text, name.kana, begin, day),
            NameFrom(new.text, new.kana, day),
        ]

    def _posting(self, spell: Spell) -> PostingFrom:
        post = self.posts[spell.post]
        return PostingFrom(
            employment=spell.service,
            work=post.work,
            title=post.title,
            rank=post.rank,
            is_head=post.is_head,
            starts_on=spell.starts_on,
            ends_on=spell.ends_on,
            cause=spell.cause,
        )

    def _add_details(
        self, person: Person, career: Career, chance: np.random.Generator
    ) -> None:
        draws = chance.random(6).tolist()
        begin = self._day(chance)
        days = int(chance.integers(40, 400))
        first, last = person.employments[0], person.employments[-1]
        end = begin + timedelta(days=days)
        inside = first.starts_on < begin and (
            last.ends_on is None or end <= last.ends_on
        )
        if inside and draws[0] < ABSENT_SHARE:
            dispatched = draws[0] < DISPATCHED_SHARE
            code = "dispatched" if dispatched else "leave"
            person.absences.append(Interval(code, begin, end))
        if last.employment_type == "regular" and draws[1] < EMAIL_SHARE:
            person.email = f"s{last.number}@city.example"
        self._mark(person, career, draws[2:5])
        if draws[5] < CONCURRENT_SHARE:
            self._add_concurrent(person, career, chance)

    def _mark(self, person: Person, career: Career, draws: Sequence[float]) -> None:
        """Give the marks that follow from the posts held, each while it is held."""
        for spell in career.spells:
            post = self.posts[spell.post]
            for (flag, code), draw in zip(MARKS.items(), draws, strict=True):
                if flag in post.flags and draw < MARKED_SHARE[flag]:
                    _extend(person.designations, code, spell)
            if post.kind in SHARED_KINDS and post.rank in ("staff", "none"):
                _extend(person.designations, "shared-pc", spell)
            if post.work.split("/")[0] in PLANNING:
                _extend(person.designations, "policy-planner", spell)

    def _add_concurrent(
        self, person: Person, career: Career, chance: np.random.Generator
    ) -> None:
        """Some unit heads and their seniors also serve in another section."""
        spell = career.spells[-1]
        post = self.posts[spell.post]
        if post.rank not in ("unit_head", "assistant") or post.kind != "office":
            return
        offices = [o for o in self.organisation.offices if o.kind == "office"]
        office = offices[int(chance.integers(len(offices)))]
        if office.key == post.work.split("/")[0]:
            return
        person.postings.append(
            PostingFrom(
                employment=spell.service,
                work=office.key,
                title="主査",
                rank="senior",
                is_head=False,
                starts_on=spell.starts_on,
                ends_on=spell.ends_on,
                kind="concurrent",
            )
        )

    def _day(self, chance: np.random.Generator) -> date:
        """Draw any day of the history."""
        first = self.timeline.begins_on
        span = (self.timeline.until - first).days
        return first + timedelta(days=int(chance.integers(max(1, span))))


def _employment(service: Service) -> EmploymentFrom:
    source = service.authority if service.authority in OWN_SOURCES else "mayor"
    if service.employment_type.startswith("annual"):
        source = "annual"
    return EmploymentFrom(
        number=service.number,
        employment_type=service.employment_type,
        authority=service.authority,
        source=source,
        category=service.category,
        starts_on=service.starts_on,
        ends_on=service.ends_on,
        cause=service.cause,
    )


OWN_SOURCES = ("education", "water", "fire")


def _extend(marks: list[Interval], code: str, spell: Spell) -> None:
    """Add a mark for the spell, or lengthen the one that it follows on."""
    for place, mark in enumerate(marks):
        if mark.code == code and mark.ends_on == spell.starts_on:
            marks[place] = Interval(code, mark.starts_on, spell.ends_on)
            return
    marks.append(Interval(code, spell.starts_on, spell.ends_on))
