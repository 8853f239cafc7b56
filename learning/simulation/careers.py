"""Who held which post when: hiring, renewal, transfers, promotion, leaving.

Knows posts and days, and people as mere numbers from 0. Names, and everything else
about them, come later and part by part, so that a very large city fits in memory.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from learning.japanese.fiscal_year import fiscal_year, fiscal_year_start
from learning.simulation.organisation import FOUNDED_ON
from learning.simulation.posts import LADDER, ONE_YEAR_TYPES, Post
from learning.simulation.timeline import Timeline

RETIREMENT_AGE = 61
LAST_AGE_REAPPOINTED = 66
MOVING_SHARE = 0.25
RESIGNING = {"regular": 0.015, "fixed_term": 0.3, "temporary": 0.6}
NOT_RENEWED = 0.16
MID_YEAR_SHARE = 0.015
MID_YEAR_MONTHS = (7, 10, 1)
# Ages at the beginning of the history by rank.
AGES = {
    "staff": (22, 33),
    "senior": (29, 43),
    "unit_head": (37, 52),
    "assistant": (43, 56),
    "section_head": (48, 59),
    "deputy": (51, 60),
    "bureau_head": (53, 60),
    "none": (23, 65),
}
REAPPOINTED_AGES = (61, 65)
FIRST_NUMBER = 10_000
"""Smaller ones belong to the people of note."""
HIRING_AGES = (18, 30)


@dataclass(slots=True)
class Service:
    """One employment of one person; ``number`` is unique while it runs."""

    number: str
    employment_type: str
    authority: str
    category: str
    starts_on: date
    ends_on: date | None
    cause: str


@dataclass(slots=True)
class Spell:
    """One person in one post under one employment (index into the person's)."""

    post: int
    service: int
    starts_on: date
    ends_on: date | None
    cause: str


@dataclass(slots=True)
class Career:
    """Everything that the personnel office knows of one person."""

    born: int
    services: list[Service] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)


class Careers:
    """The city's posts filled from the first day on, and what changes."""

    def __init__(
        self, posts: Sequence[Post], timeline: Timeline, chance: np.random.Generator
    ) -> None:
        self.posts = posts
        self.timeline = timeline
        self.chance = chance
        self.people: list[Career] = []
        self.holder: list[int | None] = [None] * len(posts)
        self._groups: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, post in enumerate(posts):
            if post.employment_type == "regular":
                self._groups[_family(post), post.rank].append(index)

    def run(self) -> list[Career]:
        """Fill the posts and live through the history; return the people."""
        for index in range(len(self.posts)):
            self._fill_at_first(index)
        for day in _days_of_change(self.timeline):
            if day.month == 4:
                self._first_of_april(day)
            else:
                self._mid_year(day)
        return self.people

    # ---- the first day ----------------------------------------------------------

    def _fill_at_first(self, index: int) -> None:
        post, first_day = self.posts[index], self.timeline.begins_on
        low, high = (
            REAPPOINTED_AGES
            if post.employment_type == "reappointed"
            else AGES[post.rank]
        )
        age = int(self.chance.integers(low, high))
        hired = first_day
        if post.employment_type == "regular":
            hired = fiscal_year_start(first_day.year - max(0, age - 23))
        here = int(self.chance.integers(0, 4))
        arrived = max(hired, fiscal_year_start(first_day.year - here), FOUNDED_ON)
        person = self._new_person(first_day.year - age)
        self._employ(person, post, hired, cause="hired")
        self._place(person, index, arrived, cause="transferred")

    # ---- 1 April ----------------------------------------------------------------

    def _first_of_april(self, day: date) -> None:
        retired = self._leave(day)
        self._reappoint(retired, day)
        families = sorted({family for family, _rank in self._groups})
        for family in families:
            for rank in reversed(LADDER):
                self._transfer(family, rank, day)
        self._fill_the_rest(day)

    def _leave(self, day: date) -> list[int]:
        """Let those go who go, renew those who stay by the year; return the retired."""
        retired = []
        draws = self.chance.random(len(self.posts))
        for index, person in enumerate(self.holder):
            if person is None:
                continue
            post, draw = self.posts[index], float(draws[index])
            age = day.year - self.people[person].born
            if post.employment_type in ONE_YEAR_TYPES:
                self._renew_or_leave(person, index, day, leaves=draw < NOT_RENEWED)
            elif post.employment_type == "regular" and age >= RETIREMENT_AGE:
                self._end(person, day)
                retired.append(person)
            elif draw < RESIGNING.get(post.employment_type, 0.0) or (
                age >= LAST_AGE_REAPPOINTED
            ):
                self._end(person, day)
        return retired

    def _renew_or_leave(
        self, person: int, index: int, day: date, *, leaves: bool
    ) -> None:
        self.holder[index] = None
        if leaves:
            return
        self._employ(person, self.posts[index], day, cause="renewed")
        self._place(person, index, day, cause="appointed")

    def _reappoint(self, retired: list[int], day: date) -> None:
        """The retired take the posts for the re-appointed that are free."""
        free = [
            index
            for index, post in enumerate(self.posts)
            if post.employment_type == "reappointed" and self.holder[index] is None
        ]
        for person, index in zip(retired, free, strict=False):
            self._employ(person, self.posts[index], day, cause="reappointed")
            self._place(person, index, day, cause="appointed")

    def _transfer(self, family: str, rank: str, day: date) -> None:
        """Move some holders of one rank around; promote into what is free there."""
        here = self._groups.get((family, rank), [])
        free = [index for index in here if self.holder[index] is None]
        moving = [
            index
            for index, draw in zip(here, self.chance.random(len(here)), strict=True)
            if self.holder[index] is not None and draw < MOVING_SHARE
        ]
        promoted = self._take_from_below(family, rank, len(free))
        targets = [*moving, *free]
        order = self.chance.permutation(len(targets)).tolist()
        targets = [targets[place] for place in order]
        people: list[tuple[int | None, int | None, str]] = [
            (self.holder[index], index, "transferred") for index in moving
        ]
        people += [(person, None, "promoted") for person in promoted]
        for (person, origin, cause), target in zip(people, targets, strict=False):
            if person is not None and origin != target:
                self._move(person, target, day, cause=cause)
        filled = set(targets[: len(people)])
        for index in {*targets} - filled:
            self.holder[index] = None

    def _take_from_below(self, family: str, rank: str, count: int) -> list[int]:
        """Choose people for promotion; their posts are free then."""
        below = LADDER[: LADDER.index(rank)][::-1]
        for lower in below:
            pool = [
                index
                for index in self._groups.get((family, lower), [])
                if self.holder[index] is not None
            ]
            if pool and count:
                size = min(count, len(pool))
                chosen = self.chance.choice(len(pool), size=size, replace=False)
                taken = [pool[place] for place in sorted(chosen.tolist())]
                people = [
                    person for i in taken if (person := self.holder[i]) is not None
                ]
                for index in taken:
                    self.holder[index] = None
                return people
        return []

    def _fill_the_rest(self, day: date) -> None:
        for index, person in enumerate(self.holder):
            if person is None:
                self._hire(index, day)

    # ---- in the year ------------------------------------------------------------

    def _mid_year(self, day: date) -> None:
        """A few of those appointed by the year leave and are replaced the same day."""
        draws = self.chance.random(len(self.posts))
        for index, person in enumerate(self.holder):
            post = self.posts[index]
            if (
                person is not None
                and post.employment_type in ONE_YEAR_TYPES
                and draws[index] < MID_YEAR_SHARE
            ):
                self._end(person, day)
                self._hire(index, day)

    # ---- single steps -----------------------------------------------------------

    def _hire(self, index: int, day: date) -> None:
        post = self.posts[index]
        low, high = HIRING_AGES
        if post.employment_type != "regular" or post.rank != "staff":
            low, high = AGES[post.rank]
        person = self._new_person(day.year - int(self.chance.integers(low, high)))
        self._employ(person, post, day, cause="hired")
        self._place(person, index, day, cause="appointed")

    def _new_person(self, born: int) -> int:
        self.people.append(Career(born))
        return len(self.people) - 1

    def _employ(self, person: int, post: Post, day: date, *, cause: str) -> None:
        career = self.people[person]
        ends_on = None
        if post.employment_type in ONE_YEAR_TYPES:
            ends_on = fiscal_year_start(fiscal_year(day) + 1)
        career.services.append(
            Service(
                number=_number(person, post, day),
                employment_type=post.employment_type,
                authority=post.authority,
                category=post.category,
                starts_on=day,
                ends_on=ends_on,
                cause=cause,
            )
        )

    def _place(self, person: int, index: int, day: date, *, cause: str) -> None:
        career = self.people[person]
        service = career.services[-1]
        career.spells.append(
            Spell(index, len(career.services) - 1, day, service.ends_on, cause)
        )
        self.holder[index] = person

    def _move(self, person: int, target: int, day: date, *, cause: str) -> None:
        """Give a person another post; another authority is another employment."""
        career, post = self.people[person], self.posts[target]
        career.spells[-1].ends_on = day
        service = career.services[-1]
        if service.authority != post.authority:
            service.ends_on = day
            career.services.append(
                Service(
                    number=service.number,
                    employment_type=service.employment_type,
                    authority=post.authority,
                    category=service.category,
                    starts_on=day,
                    ends_on=None,
                    cause="seconded",
                )
            )
        self._place(person, target, day, cause=cause)

    def _end(self, person: int, day: date) -> None:
        career = self.people[person]
        career.services[-1].ends_on = day
        self.holder[career.spells[-1].post] = None
        career.spells[-1].ends_on = day


def _family(post: Post) -> str:
    """Within what people move: all bureaus' heads come from the general staff."""
    return "事務" if post.kind == "bureau" else post.category


def _days_of_change(timeline: Timeline) -> Iterable[date]:
    """1 April of each year but the first, and the smaller days between, in order."""
    days = list(timeline.transfer_days)
    for year in timeline.fiscal_years:
        days += [date(year + (m < 4), m, 1) for m in MID_YEAR_MONTHS]
    return sorted(day for day in days if day <= timeline.until)


def _number(person: int, post: Post, day: date) -> str:
    """A staff number: digits with leading zeros, letters for the limited ones."""
    if post.employment_type in ONE_YEAR_TYPES:
        return f"K{fiscal_year(day) % 100:02d}{person:05d}"
    letters = {"reappointed": "R", "fixed_term": "N", "temporary": "T"}
    letter = letters.get(post.employment_type)
    return f"{letter or ''}{FIRST_NUMBER + person:06d}"
