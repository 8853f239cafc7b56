"""What a quiz is told to be, before it is stored: plain data and its own checks."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

# The words of the screen and the ways of showing results, as the model names them.
WORDINGS = ("test", "check", "exam")
FEEDBACKS = ("after_submit", "after_pass", "score_only")


@dataclass(frozen=True, slots=True)
class SectionDefinition:
    """One section: how many items of which objectives (codes), and its floor."""

    code: str
    title: str
    count: int
    objectives: tuple[str, ...]
    floor: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class QuizDefinition:
    """One quiz. Limits are None where there is none; shares are in [0, 1]."""

    code: str
    title: str
    pass_mark: Decimal
    sections: tuple[SectionDefinition, ...]
    time_limit_minutes: int | None = None
    attempts_allowed: int | None = None
    shuffle_options: bool = True
    asks_confidence: bool = True
    feedback: str = "after_submit"
    wording: str = "test"

    def problems(self) -> list[str]:
        """Return every fault that needs no database to be seen."""
        problems = _share_problems("合格に必要な割合", self.pass_mark)
        if self.feedback not in FEEDBACKS:
            problems.append(
                f"結果の見せ方「{self.feedback}」はありません。"
                f"{'、'.join(FEEDBACKS)} のどれかにしてください。"
            )
        if self.wording not in WORDINGS:
            problems.append(
                f"画面の語「{self.wording}」はありません。"
                f"{'、'.join(WORDINGS)} のどれかにしてください。"
            )
        for limit in (self.time_limit_minutes, self.attempts_allowed):
            if limit is not None and limit < 1:
                problems.append(
                    f"制限時間と回数は1以上にしてください（今は{limit}です）。"
                )
        if not self.sections:
            problems.append("区分がありません。一つ以上書いてください。")
        for section in self.sections:
            problems += _section_problems(section)
        return problems + _overlaps(self.sections)


def _section_problems(section: SectionDefinition) -> list[str]:
    problems = _share_problems(f"区分「{section.title}」の下限", section.floor)
    if section.count < 1:
        problems.append(
            f"区分「{section.title}」の問題の数を1以上にしてください"
            f"（今は{section.count}です）。"
        )
    if not section.objectives:
        problems.append(f"区分「{section.title}」の学習目標を選んでください。")
    return problems


def _share_problems(label: str, share: Decimal) -> list[str]:
    if 0 <= share <= 1:
        return []
    return [f"{label}は0から1までにしてください（今は{share}です）。"]


def _overlaps(sections: tuple[SectionDefinition, ...]) -> list[str]:
    codes = Counter(section.code for section in sections)
    objectives = Counter(code for section in sections for code in section.objectives)
    return [
        f"区分のコード「{code}」が二度使われています。分けてください。"
        for code, count in codes.items()
        if count > 1
    ] + [
        f"学習目標「{code}」が二つの区分にあります。どちらか一つにしてください。"
        for code, count in objectives.items()
        if count > 1
    ]
