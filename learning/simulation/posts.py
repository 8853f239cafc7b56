"""Which posts the invented city has: title, rank, kind of employment, place.

Knows the tables in data/tables.toml and how a section of some size is staffed. Knows
nobody who holds a post.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from learning.simulation.organisation import Office, Organisation

LADDER = (
    "staff",
    "senior",
    "unit_head",
    "assistant",
    "section_head",
    "deputy",
    "bureau_head",
)
"""Ranks of the permanent staff, lowest first."""

STAFF_PER_ASSISTANT = 12
STAFF_PER_UNIT_HEAD = 9
SENIOR_SHARE = 0.35
ONE_YEAR_TYPES = ("annual_full", "annual_part")


@dataclass(frozen=True, slots=True)
class Post:
    """One post: whoever holds it works at ``work``. ``rank`` none: no rank."""

    work: str
    kind: str
    rank: str
    title: str
    is_head: bool
    employment_type: str
    category: str
    authority: str
    flags: frozenset[str]


@cache
def tables() -> Mapping[str, Any]:
    """The data file."""
    text = (Path(__file__).parent / "data" / "tables.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def title_ranks() -> Mapping[str, tuple[str, bool]]:
    """Post title → rank class and whether it heads its unit."""
    return {name: (rank, head) for name, rank, head in tables()["post_titles"]}


def make_posts(organisation: Organisation) -> list[Post]:
    """All posts of the city, office by office, heads first."""
    authorities = {
        node.key: node.authority for node in organisation.nodes if node.parent is None
    }
    return [
        post
        for office in organisation.offices
        for post in _posts_of(office, authorities[office.bureau], organisation)
    ]


def spread(posts: list[Post], most: int) -> list[Post]:
    """All posts, or ``most`` of them from all over a city with fewer than sections."""
    if len(posts) <= most:
        return posts
    return [posts[index * len(posts) // most] for index in range(most)]


def _posts_of(
    office: Office, authority: str, organisation: Organisation
) -> Iterator[Post]:
    maker = _Maker(office, authority)
    if office.kind == "bureau":
        titles = [maker.bureau_title()] if office.has_head else []
        for title in [*titles, "次長"][: office.size]:
            yield maker.post(title, office.key)
        return
    places = _places(office, organisation)
    left = office.size
    if office.has_head:
        yield maker.post(maker.head_title(), office.key)
        left -= 1
    for turn, (employment_type, rank) in enumerate(_staffing(office, left)):
        top = rank in ("assistant", "section_head")
        work = office.key if top else places[turn % len(places)]
        yield maker.ranked(rank, employment_type, work)


def _places(office: Office, organisation: Organisation) -> tuple[str, ...]:
    """Where the work of a section is done: its units, or the section itself."""
    if office.units:
        return office.units
    split = f"{office.key}+"
    if split in organisation.stays:
        return (office.key, office.key, split)
    return (office.key,)


def _staffing(office: Office, posts: int) -> list[tuple[str, str]]:
    """Employment type and rank of each post but the head's, unit heads first."""
    mix = tables()["kinds"][office.kind]["mix"]
    counts = _portions(mix, posts)
    regular = counts.pop("regular", 0)
    unit_heads = min(
        regular, max(len(office.units), round(posts / STAFF_PER_UNIT_HEAD))
    )
    assistants = min(regular - unit_heads, posts // STAFF_PER_ASSISTANT)
    rest = regular - unit_heads - assistants
    seniors = round(rest * SENIOR_SHARE)
    staffing = [("regular", "unit_head")] * unit_heads
    staffing += [("regular", "assistant")] * assistants
    staffing += [("regular", "senior")] * seniors
    staffing += [("regular", "staff")] * (rest - seniors)
    ranks = {"reappointed": "senior", "fixed_term": "staff", "temporary": "staff"}
    for employment_type, count in counts.items():
        rank = ranks.get(employment_type, "none")
        staffing += [(employment_type, rank)] * count
    return staffing


def _portions(mix: Mapping[str, int], posts: int) -> dict[str, int]:
    """Share posts out by the mix; what is left over goes to the first type."""
    whole = sum(mix.values())
    counts = {name: posts * part // whole for name, part in mix.items()}
    first = next(iter(mix))
    counts[first] += posts - sum(counts.values())
    return counts


class _Maker:
    """Makes posts of one office."""

    def __init__(self, office: Office, authority: str) -> None:
        self.office = office
        self.authority = authority
        self.words = tables()["kinds"].get(office.kind, tables()["kinds"]["office"])

    def bureau_title(self) -> str:
        return {"fire": "消防長", "water": "局長"}.get(self.authority, "部長")

    def head_title(self) -> str:
        usual: str = self.words["section_head"]
        return self.office.head_title or usual

    def post(self, title: str, work: str, employment_type: str = "regular") -> Post:
        rank, is_head = title_ranks()[title]
        return Post(
            work=work,
            kind=self.office.kind,
            rank=rank,
            title=title,
            is_head=is_head,
            employment_type=employment_type,
            category=self.words["category"],
            authority=self.authority,
            flags=self.office.flags,
        )

    def ranked(self, rank: str, employment_type: str, work: str) -> Post:
        title = "会計年度任用職員" if rank == "none" else self.words[rank]
        return self.post(title, work, employment_type)
