"""Says how an obligation stands, in the city's words; decides nothing."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.campaigns.facts import COURSE, Subject
from learning.campaigns.standing import Facts, Standing

LABELS: dict[Standing, Promise] = {
    Standing.ASSIGNED: gettext_lazy("未着手"),
    Standing.IN_PROGRESS: gettext_lazy("受講中"),
    Standing.COMPLETED: gettext_lazy("修了"),
    Standing.OVERDUE: gettext_lazy("期限超過"),
    Standing.PAUSED: gettext_lazy("一時停止"),
    Standing.EXEMPTED: gettext_lazy("免除"),
    Standing.WITHDRAWN: gettext_lazy("取消"),
}
SIGNS = {
    Standing.COMPLETED: "attained",
    Standing.IN_PROGRESS: "partly",
    Standing.OVERDUE: "overdue",
}
"""Which sign of components/standing.html goes with a standing; the rest have none."""


def label_of(standing: Standing) -> str:
    """The word for a standing."""
    return str(LABELS[standing])


def sign_of(standing: Standing) -> str:
    """The sign beside the word, for components/standing.html."""
    return SIGNS.get(standing, "none")


def next_step(subject: Subject, facts: Facts) -> str:
    """What is next for a person, without any score."""
    if not subject.address:
        return _("いまは受けられません（担当課に確かめてください）")
    if subject.kind != COURSE:
        return _("テストの続き") if facts.started_on else _("テストを受ける")
    if not facts.started_on and not facts.lessons_done:
        return _("最初のレッスンを始める")
    values = {"done": facts.lessons_done, "total": len(subject.lessons)}
    return _("レッスンの続き（%(done)s／%(total)s 済み）") % values
