"""閲覧の記録: who opened or exported a person's results, as the log says it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.composed import composed
from learning.log.models import Entry
from learning.people.models import User

LOOKS_SHOWN = 50
ENTRIES_READ = 500
PAGES = {
    "employee.view": gettext_lazy("職員の画面を開いた"),
    "evidence.view": gettext_lazy("実績の画面を開いた"),
    "attainment.view": gettext_lazy("到達の名簿を開いた"),
    "assignment.view": gettext_lazy("受講対象の画面を開いた"),
    "section.view": gettext_lazy("課の状況の一覧を開いた"),
    "standing.view": gettext_lazy("受講状況の一覧を開いた"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked: who, when at last on a day, what they did, and how often."""

    who: str
    at: datetime
    what: str
    times: int = 1


@composed(str, str)
def _entries(person_id: str, own_id: str) -> QuerySet:
    return (
        Entry.objects.about_person(person_id)
        .filter(Q(action__endswith=".view") | Q(action__endswith=".export"))
        .exclude(actor_id=own_id)
        .order_by("-at", "-pk")[:ENTRIES_READ]
    )


def looks_at(user: User) -> list[Look]:
    """Return the latest looks of others at this person's results, newest first.

    The same page opened by the same reader on one day is one look with its count. Two
    queries at most, whatever the number of looks.
    """
    if user.employee is None:
        return []
    entries = _entries(str(user.employee.public_id), str(user.pk))
    by_day: dict[tuple[str, str, date], list[Entry]] = {}
    for entry in entries:
        day = timezone.localdate(entry.at)
        by_day.setdefault((entry.actor_id, entry.action, day), []).append(entry)
    return [_look(of_day) for of_day in list(by_day.values())[:LOOKS_SHOWN]]


def _look(entries: list[Entry]) -> Look:
    """One reader's entries of one page and day, the latest first."""
    latest = entries[0]
    return Look(latest.actor_label, latest.at, _what(latest), len(entries))


def _what(entry: Entry) -> str:
    if entry.action.endswith(".export"):
        return _("ファイルに書き出した")
    return str(PAGES.get(entry.action, _("画面で開いた")))
