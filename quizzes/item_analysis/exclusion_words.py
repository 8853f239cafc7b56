"""Says under a table what was counted and what was left out, and why."""

from django.utils.translation import gettext as _

from quizzes.item_analysis.responses import Exclusions
from quizzes.item_analysis.verdicts import MINIMUM_PERSONS


def exclusion_words(excluded: Exclusions, *, all_attempts: bool) -> list[str]:
    """Return sentences for people; reasons that left nothing out are not named."""
    reasons = [
        (excluded.later, _("2 回目以降")),
        (excluded.in_progress, _("解答中")),
        (excluded.prepared, _("準備済み（まだ始めていない）")),
        (excluded.withdrawn, _("取消")),
        (excluded.without_points, _("問題ごとの点がない")),
    ]
    named = [f"{reason} {count:,}" for count, reason in reasons if count]
    counted = (
        _("提出されたすべての回を数えました。")
        if all_attempts
        else _("1 人につき、最初に提出された回だけを数えました。")
    )
    left_out = (
        _("数えていない回：%(reasons)s。") % {"reasons": "、".join(named)}
        if named
        else _("数えていない回はありません。")
    )
    least = _("%(least)s 人に満たない値は出していません（−）。") % {
        "least": MINIMUM_PERSONS
    }
    return [counted, left_out, least]
