"""The words of a quiz's screens: テスト・受験, or 理解度確認テスト・受ける."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.models import Quiz


@dataclass(frozen=True, slots=True)
class Words:
    """What this quiz calls itself and one sitting of it."""

    quiz: str | Promise
    sitting: str | Promise
    mark: str | Promise
    passed: str | Promise
    failed: str | Promise


WORDS = {
    Quiz.Wording.TEST: Words(
        quiz=_("テスト"),
        sitting=_("受験"),
        mark=_("合格の条件"),
        passed=_("合格です。"),
        failed=_("不合格です。"),
    ),
    Quiz.Wording.CHECK: Words(
        quiz=_("理解度確認テスト"),
        sitting=_("実施"),
        mark=_("届きたい基準"),
        passed=_("基準に届きました。"),
        failed=_("基準に届きませんでした。"),
    ),
    Quiz.Wording.EXAM: Words(
        quiz=_("模擬試験"),
        sitting=_("受験"),
        mark=_("合格の目安"),
        passed=_("合格の目安に届きました。"),
        failed=_("合格の目安に届きませんでした。"),
    ),
}


def words_of(quiz: Quiz) -> Words:
    """Return the words that this quiz is shown with."""
    return WORDS[Quiz.Wording(quiz.wording)]
