"""The list of names behind a figure, ready to be shown.

Knows names, days of attainment and where evidence opens; figures and permission to see
the list are ``people_list``'s.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from learning.literacy.models import Attainment
from learning.people.listing import Listed, listed
from learning.people.models import Posting, User
from learning.people.permissions import Permission, scope_of
from learning.reports.ground import Question
from learning.reports.measures import MeasureKind
from learning.reports.page import query_of
from learning.reports.people_list import PeopleBehind, Shows

TABS = (
    (Shows.MISSING, _("まだの人")),
    (Shows.ATTAINED, _("到達した人")),
    (Shows.ALL, _("対象の全員")),
)


@dataclass(frozen=True, slots=True)
class AttainedView:
    """Since when and until when (the last day; None = no end), resting on what."""

    literacy: str
    starts_on: date
    last_day: date | None
    evidence: tuple[str, ...]
    """Addresses of the evidence, for those who may open it."""


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """One line of the list."""

    person: Listed
    has_attained: bool
    attained: tuple[AttainedView, ...]


def named_people(
    question: Question, behind: PeopleBehind, ids: list[int], user: User
) -> list[NamedPerson]:
    """Read names and attainment of the listed people, in the order of ``ids``."""
    rows = Posting.objects.on(question.as_of).filter(
        kind=Posting.Kind.MAIN, employee_id__in=ids
    )
    postings = {
        row.employee_id: row
        for row in rows.select_related("employee", "employment", "department")
    }
    people = listed((postings[pk] for pk in ids), day=question.as_of)
    scores = scope_of(user, Permission.SEE_SCORES, today=question.today)
    found = _attainments(question, behind, ids)
    return [
        NamedPerson(
            person=person,
            has_attained=person.employee.pk in behind.attained,
            attained=tuple(
                _view(one, may_open=scores.covers(person.department))
                for one in found[person.employee.pk]
            ),
        )
        for person in people
    ]


def _attainments(
    question: Question, behind: PeopleBehind, ids: list[int]
) -> dict[int, list[Attainment]]:
    mask = behind.measure.mask
    codes = [one.code for one in behind.plan.literacies if one.mask & mask]
    rows = (
        Attainment.objects.on(question.as_of)
        .filter(plan=question.plan, literacy_code__in=codes, employee_id__in=ids)
        .order_by("literacy_code")
    )
    found: dict[int, list[Attainment]] = defaultdict(list)
    for row in rows:
        found[row.employee_id].append(row)
    return found


def _view(attainment: Attainment, *, may_open: bool) -> AttainedView:
    ends_on = attainment.ends_on
    addresses = [_evidence_url(one) for one in attainment.rests_on] if may_open else []
    return AttainedView(
        literacy=attainment.literacy_code,
        starts_on=attainment.starts_on,
        last_day=None if ends_on is None else ends_on - timedelta(days=1),
        evidence=tuple(url for url in addresses if url),
    )


def _evidence_url(public_id: str) -> str:
    try:
        return reverse("literacy:evidence", args=[public_id])
    except NoReverseMatch:
        return ""


class NamesPage:
    """The page of one list; templates ask it for its parts."""

    def __init__(
        self,
        question: Question,
        behind: PeopleBehind,
        shows: Shows,
        people: list[NamedPerson],
    ) -> None:
        self.question = question
        self.behind = behind
        self.people = people
        self.is_state = behind.measure.kind is MeasureKind.STATE
        self.audience = len(behind.chosen(Shows.ALL))
        self.attained = len(behind.attained)
        self.shows = shows

    @property
    def asked(self) -> dict[str, str]:
        """What the address asks for, without the page."""
        return {
            **query_of(self.question),
            "department": self.behind.line.key,
            "measure": self.behind.measure.key,
        }

    @property
    def query(self) -> str:
        """The address' other parameters, for the numbers of pages."""
        return urlencode({**self.asked, "shows": self.shows.value})

    @property
    def back(self) -> str:
        """The report that this list was opened from."""
        return f"{reverse('reports:departments')}?{urlencode(query_of(self.question))}"

    def tabs(self) -> list[dict[str, object]]:
        """Missing, attained, all: each with its number."""
        return [
            {
                "url": f"?{urlencode({**self.asked, 'shows': shows.value})}",
                "label": f"{label}（{len(self.behind.chosen(shows)):,}）",
                "current": shows is self.shows,
            }
            for shows, label in TABS
        ]
