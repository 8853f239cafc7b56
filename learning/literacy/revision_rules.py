"""Reads a plan revision's rules, and keeps them: a revision never changes.

Kept by key and digest, which is that of the whole document; so what is kept in this
process is what every process would read. Titles and people are not kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from learning.literacy.audiences import Audience, audience_from_data
from learning.literacy.models import PlanRevision, StateLink
from learning.literacy.rules import Criterion, Pathway, pathways_from_data
from learning.literacy.states import CountedLink

REVISIONS_KEPT = 8


@dataclass(frozen=True, slots=True)
class LiteracyRule:
    """One literacy: whom it is for, and how it is attained."""

    code: str
    name: str
    audience: Audience
    pathways: tuple[Pathway, ...]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of all pathways, in order."""
        return tuple(one for pathway in self.pathways for one in pathway.criteria)


@dataclass(frozen=True, slots=True)
class StateRule:
    """One state with the links that count toward it."""

    code: str
    name: str
    needs: str
    links: tuple[CountedLink, ...]


@dataclass(frozen=True, slots=True)
class RevisionRules:
    """A revision's literacies and states in the plan's order, and names it gives."""

    literacies: tuple[LiteracyRule, ...]
    states: tuple[StateRule, ...]
    named: Mapping[tuple[str, str], str]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of all literacies, in order."""
        return tuple(one for literacy in self.literacies for one in literacy.criteria)


def rules_of(revision: PlanRevision) -> RevisionRules:
    """The rules of a revision: three queries the first time, then none."""
    return _rules(revision.pk, revision.digest)


@lru_cache(maxsize=REVISIONS_KEPT)
def _rules(pk: int, digest: str) -> RevisionRules:
    revision = PlanRevision.objects.get(pk=pk, digest=digest)
    return RevisionRules(
        literacies=tuple(
            LiteracyRule(
                literacy.code,
                literacy.name,
                audience_from_data(literacy.audience),
                pathways_from_data(literacy.pathways),
            )
            for literacy in revision.literacies.all()
        ),
        states=_states(revision),
        named={
            (named["kind"], named["code"]): named["name"]
            for named in revision.document.get("named_codes", ())
        },
    )


def _states(revision: PlanRevision) -> tuple[StateRule, ...]:
    links: dict[tuple[str, str, str], list[CountedLink]] = {}
    for *state, literacy, certainty in (
        revision.links.exclude(certainty=StateLink.Certainty.JOINT)
        .order_by("state__order", "pk")
        .values_list(
            *("state__code", "state__name", "state__needs"),
            *("literacy__code", "certainty"),
        )
    ):
        code, name, needs = state
        links.setdefault((code, name, needs), []).append(
            CountedLink(literacy, certainty)
        )
    return tuple(StateRule(*state, tuple(found)) for state, found in links.items())
