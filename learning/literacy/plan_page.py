"""Reads a revision of a plan as its page shows it: the tables as printed, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

from courses.models import TierPage
from learning.literacy.audiences import audience_from_data
from learning.literacy.models import Literacy, PlanRevision, StateLink
from learning.literacy.revision_rules import rules_of
from learning.literacy.rules import Pathway, pathways_from_data
from learning.literacy.words import (
    Titles,
    audience_in_words,
    criterion_in_words,
    share_in_words,
    titles_of_audiences,
    titles_of_criteria,
    validity_in_words,
)
from learning.people.models import AppointingAuthority

CHIPS = {
    StateLink.Certainty.CERTAIN: "success",
    StateLink.Certainty.JOINT: "info",
    StateLink.Certainty.PROVISIONAL: "provisional",
}


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row of the plan's table of literacies and states."""

    literacies: tuple[str, ...]
    states: tuple[str, ...]
    certainty: str | Promise
    chip: str
    source: str


@dataclass(frozen=True, slots=True)
class LiteracyCard:
    """One literacy with its rules in words; criteria are (words, held for)."""

    code: str
    name: str
    source: str
    is_provisional: bool
    audience: tuple[str, ...]
    audience_is_provisional: bool
    audience_source: str
    pathways: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    tiers: tuple[str, ...]
    objective_count: int


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term with its targets in the order of the literacies (empty: none)."""

    name: str
    starts_on: date
    last_day: date
    is_current: bool
    targets: tuple[str, ...]
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class ScopeView:
    """The authorities in the plan's scope by name; none: all. No source: unsaid."""

    names: tuple[str, ...]
    is_provisional: bool
    source: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything that the page of one revision shows."""

    revision: PlanRevision
    document: Mapping[str, Any]
    last_day: date
    scope: ScopeView
    printed: tuple[PrintedRow, ...]
    literacies: tuple[LiteracyCard, ...]
    terms: tuple[TermRow, ...]


def plan_page(revision: PlanRevision, today: date) -> PlanPage:
    """Read one revision: at most ten queries."""
    document = revision.document
    literacies = list(revision.literacies.all())
    titles = titles_of_criteria(rules_of(revision))
    titles.by_code.update(titles_of_audiences(literacies).by_code)
    titles.by_code.update(_tiers(literacies))
    entries = {entry["code"]: entry for entry in document["literacies"]}
    return PlanPage(
        revision=revision,
        document=document,
        last_day=date.fromisoformat(document["ends_on"]) - timedelta(days=1),
        scope=_scope(document),
        printed=_printed(document),
        literacies=tuple(
            _card(each, entries[each.code], titles) for each in literacies
        ),
        terms=tuple(_term(term, document, today) for term in document["terms"]),
    )


def _tiers(literacies: list[Literacy]) -> dict[tuple[str, str], str]:
    codes = {code for literacy in literacies for code in literacy.tiers}
    pages = TierPage.objects.live().filter(code__in=codes)
    return {("tier", code): title for code, title in pages.values_list("code", "title")}


def _scope(document: Mapping[str, Any]) -> ScopeView:
    codes = document.get("authorities", ())
    known = AppointingAuthority.objects.filter(code__in=codes)
    names = dict(known.values_list("code", "name")) if codes else {}
    return ScopeView(
        names=tuple(names.get(code, code) for code in codes),
        is_provisional=document.get("authorities_are_provisional", False),
        source=document.get("authorities_source", ""),
    )


def _printed(document: Mapping[str, Any]) -> tuple[PrintedRow, ...]:
    """One row per cell of the printed table.

    Literacies with one certainty, one source and the same states stand in one cell;
    where the states differ, each has its own row.
    """
    names = {
        entry["code"]: f"{entry['code']} {entry['name']}"
        for entry in (*document["literacies"], *document["states"])
    }
    states: dict[tuple[str, str, str], list[str]] = {}
    for link in document["links"]:
        key = (link["certainty"], link["source"], link["literacy"])
        states.setdefault(key, []).append(link["state"])
    rows: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for (certainty, source, literacy), served in states.items():
        rows.setdefault((certainty, source, tuple(served)), []).append(literacy)
    return tuple(
        PrintedRow(
            literacies=tuple(names[code] for code in literacies),
            states=tuple(names[code] for code in served),
            certainty=StateLink.Certainty(certainty).label,
            chip=CHIPS[StateLink.Certainty(certainty)],
            source=source,
        )
        for (certainty, source, served), literacies in rows.items()
    )


def _card(literacy: Literacy, entry: Mapping[str, Any], titles: Titles) -> LiteracyCard:
    audience = audience_from_data(literacy.audience)
    return LiteracyCard(
        code=literacy.code,
        name=literacy.name,
        source=entry["source"],
        is_provisional=entry["is_provisional"],
        audience=tuple(audience_in_words(audience, titles)),
        audience_is_provisional=literacy.audience_is_provisional,
        audience_source=entry["audience_source"],
        pathways=tuple(
            (pathway.name, _criteria(pathway, titles))
            for pathway in pathways_from_data(literacy.pathways)
        ),
        tiers=tuple(titles.of("tier", code) for code in literacy.tiers),
        objective_count=len(literacy.objectives),
    )


def _criteria(pathway: Pathway, titles: Titles) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            criterion_in_words(criterion, titles),
            validity_in_words(pathway.validity_of(criterion)),
        )
        for criterion in pathway.criteria
    )


def _term(term: Mapping[str, Any], document: Mapping[str, Any], today: date) -> TermRow:
    starts_on = date.fromisoformat(term["starts_on"])
    ends_on = date.fromisoformat(term["ends_on"])
    targets = {
        target["literacy"]: target
        for target in document["targets"]
        if target["term"] == term["code"]
    }
    shares = {
        code: share_in_words(Decimal(target["share"]))
        for code, target in targets.items()
    }
    return TermRow(
        name=term["name"],
        starts_on=starts_on,
        last_day=ends_on - timedelta(days=1),
        is_current=starts_on <= today < ends_on,
        targets=tuple(shares.get(each["code"], "") for each in document["literacies"]),
        is_provisional=any(target["is_provisional"] for target in targets.values()),
    )
