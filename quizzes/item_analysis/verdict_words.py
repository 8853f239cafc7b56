"""Says a verdict in plain words: what is wrong and what to do. Knows no rule."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from learning.tabular.shares import percent
from quizzes.item_analysis.verdicts import MINIMUM_PERSONS, Gravity, Rule, Verdict


@dataclass(frozen=True, slots=True)
class Advice:
    """One verdict for people."""

    rule: Rule
    gravity: Gravity
    what: str
    todo: str


def advice(verdict: Verdict) -> Advice:
    """Return a verdict in words."""
    what, todo = _texts(verdict.rule)
    shown = _figures(verdict)
    return Advice(verdict.rule, verdict.gravity, what % shown, todo % shown)


def _figures(verdict: Verdict) -> dict[str, str]:
    shown = percent if verdict.rule in _SHARES else _number
    return {
        "figure": f"{verdict.figure:.0f}"
        if verdict.rule is Rule.FEW_PERSONS
        else shown(verdict.figure),
        "other": shown(verdict.other) if verdict.other == verdict.other else "",
        "option": verdict.option,
        "minimum": str(MINIMUM_PERSONS),
    }


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


_SHARES = frozenset(Rule) - {Rule.NEGATIVE, Rule.WEAK, Rule.LOWERS_ALPHA}


def _texts(rule: Rule) -> tuple[str, str]:
    return {
        Rule.FEW_PERSONS: (
            _("まだ %(figure)s 人しか解答していません。"),
            _("%(minimum)s 人になるまで値を出しません。"),
        ),
        Rule.NEGATIVE: (
            _(
                "ほかの問題の点が高い人ほど、この問題を間違えています（相関 %(figure)s）。"
            ),
            _("正答の指定が正しいか、問題文が逆の意味に読めないか、確かめてください。"),
        ),
        Rule.BETTER_DISTRACTOR: (
            _(
                "誤答「%(option)s」を選んだ人の方が、正答を選んだ人より、ほかの問題の点が高い"
                "です（%(figure)s と %(other)s）。"
            ),
            _("正答の指定を確かめ、この誤答も正しいと読めないか、確かめてください。"),
        ),
        Rule.PREFERRED_DISTRACTOR: (
            _(
                "正答より誤答「%(option)s」を選んだ人が多いです（%(figure)s と %(other)s）。"
            ),
            _("正答の指定を確かめ、合っていれば、教材で誤解を解いてください。"),
        ),
        Rule.BELOW_CHANCE: (
            _("正答率が、当てずっぽう（%(other)s）より低いです：%(figure)s。"),
            _("正答の指定と、問題文が誤解を招かないかを確かめてください。"),
        ),
        Rule.TOO_HARD: (
            _("難しすぎます：正答率 %(figure)s。"),
            _("教材で扱っているか確かめ、問題文をわかりやすくしてください。"),
        ),
        Rule.TOO_EASY: (
            _(
                "易しすぎます：正答率 %(figure)s。知っている人とそうでない人を区別しません。"
            ),
            _(
                "全員に必ず守らせたい内容なら、そのままでかまいません。"
                "そうでなければ、誤答をもっともらしくしてください。"
            ),
        ),
        Rule.WEAK: (
            _("できる人とそうでない人を、ほとんど区別しません（相関 %(figure)s）。"),
            _("問うことを一つに絞り、紛らわしい言い方を直してください。"),
        ),
        Rule.LOWERS_ALPHA: (
            _(
                "この問題を除くと、信頼性係数が %(other)s から %(figure)s に上がります。"
            ),
            _("ほかの問題と違うことを問うていないか、確かめてください。"),
        ),
        Rule.OMITTED: (
            _("答えずに先へ進んだ人が多いです：%(figure)s。"),
            _("問題文と答え方が、読んですぐにわかるか、確かめてください。"),
        ),
        Rule.NOT_REACHED: (
            _("この問題まで届かなかった人が多いです：%(figure)s。"),
            _("制限時間を延ばすか、問題の数を減らしてください。"),
        ),
        Rule.IDLE_OPTION: (
            _("誤答「%(option)s」は、ほとんど選ばれていません（%(figure)s）。"),
            _("実際にありそうな間違いに替えるか、選択肢を減らしてください。"),
        ),
    }[rule]
