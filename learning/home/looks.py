"""閲覧の記録: who opened or exported a person's results, as the log says it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.log.models import Entry
from learning.people.models import User

LOOKS_SHOWN = 50
PAGES = {
    "employee.view": gettext_lazy("職員の画面を開いた"),
    "evidence.view": gettext_lazy("実績の画面を開いた"),
    "attainment.view": gettext_lazy("到達の名簿を開いた"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked: who, when, and whether they opened it or took it along."""

    who: str
    at: datetime
    what: str


def looks_at(user: User) -> list[Look]:
    """Return the latest looks of others at this person's results, newest first."""
    if user.employee is None:
        return []
    about = Entry.objects.filter(
        Q(action__endswith=".view") | Q(action__endswith=".export"),
        subject_kind="employee",
        subject_id=str(user.employee.public_id),
    )
    entries = about.exclude(actor_id=str(user.pk)).order_by("-at", "-pk")
    return [
        Look(entry.actor_label, entry.at, _what(entry))
        for entry in entries[:LOOKS_SHOWN]
    ]


def _what(entry: Entry) -> str:
    if entry.action.endswith(".export"):
        return _("ファイルに書き出した")
    return str(PAGES.get(entry.action, _("画面で開いた")))
