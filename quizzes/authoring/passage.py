"""Form of 怪しいところを選ぶ: the mail as text, and a row for each part to mark."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.family import (
    Family,
    FaultPlace,
    Fields,
    Raw,
    RowsField,
    named,
    optional_text,
    rows_of,
    scoring_field,
)
from quizzes.authoring.pairs import letter_field
from quizzes.authoring.passage_text import (
    MARK,
    is_unplaced,
    lines_from,
    marks_in,
    text_from,
    unplaced,
)
from quizzes.item_types import Problem
from quizzes.item_types.hottext import MOST_MARKABLE

HELP = _(
    "1行が、メールの1行になります。「差出人｜」のように縦棒で区切ると見出しになります。"
    "選べる所を [[a:…]] で囲み、下の「選べる所」の同じ記号の行に、怪しいかどうかと"
    "解説を書きます。例：差出人｜[[a:support@examp1e.jp]]"
)


class HottextFamily(Family):
    """怪しいところを選ぶ."""

    explanation_label = _("全体の解説（なくてもよい）")
    row_ids = {"marks": "segments"}

    def own_fields(self) -> Fields:
        """Return the passage and its marks."""
        return {
            "medium": forms.ChoiceField(
                label=_("見せ方"),
                choices=[("mail", _("メール")), ("page", _("ウェブのページ"))],
                required=False,
            ),
            "passage": optional_text(_("文面"), 9, help_text=HELP),
            "marks": RowsField(
                label=_("選べる所"),
                row_label=_("選べる所"),
                row_count=6,
                most=MOST_MARKABLE,
                required=False,
                parts={
                    "id": letter_field(),
                    "key": forms.BooleanField(
                        label=_("怪しい（正答）"), required=False
                    ),
                    "explanation": optional_text(_("解説（なぜ怪しいか、違うか）"), 2),
                },
            ),
            "scoring": scoring_field(
                _("怪しい所をすべて、それだけを選んだときに得点"),
                _("正しく選んだ数から、誤って選んだ数を引いて部分点"),
            ),
        }

    def own_initial(self, document: Raw) -> Raw:
        """Show the lines as text, and each mark's key and explanation."""
        lines = rows_of(document, "lines")
        return {
            "medium": document.get("medium", "mail"),
            "passage": text_from(lines),
            "marks": named(marks_in(lines), "key", "explanation"),
            "scoring": document.get("scoring", "all"),
        }

    def own_document(self, cleaned: Raw, stored: Raw) -> Raw:
        """Return the lines; a row whose letter isn't in the text is a line by itself."""
        text = cleaned.get("passage") or ""
        rows = {row["id"]: row for row in cleaned.get("marks") or []}
        placed = {found[0] for found in MARK.findall(text)}
        return {
            "medium": cleaned.get("medium") or "mail",
            "lines": [
                *lines_from(text, rows),
                *unplaced([row for name, row in rows.items() if name not in placed]),
            ],
            "scoring": cleaned.get("scoring") or "all",
        }

    def told(self, raw: Raw, problems: Sequence[Problem]) -> list[Problem]:
        """Say in the author's words which letter and which brackets are wrong."""
        lost = {f"lines.{n}.": line for n, line in enumerate(raw["lines"])}
        lost = {place: line for place, line in lost.items() if is_unplaced(line)}
        kept = [each for each in problems if not each.field.startswith(tuple(lost))]
        unplaced_faults = [
            Problem(
                "passage",
                _now(
                    "記号「%(letter)s」が文面にありません。文面で [[%(letter)s:…]] と"
                    "囲むか、その行を空にしてください。"
                )
                % {"letter": line["segments"][0]["id"]},
            )
            for line in lost.values()
        ]
        texts = [s["text"] for line in raw["lines"] for s in line["segments"]]
        loose = [
            Problem(
                "passage",
                _now("「%(text)s」の [[ ]] は、[[a:文]] の形で書いてください。")
                % {"text": text.strip()[:40]},
            )
            for text in texts
            if "[[" in text or "]]" in text
        ]
        return [*unplaced_faults, *loose, *kept]

    def place_of(self, problem: Problem) -> FaultPlace:
        """Show faults of the lines at the passage, explanations at the marks."""
        if problem.field == "lines":
            is_explanation = "解説" in problem.message
            return FaultPlace("marks" if is_explanation else "passage")
        if problem.field.startswith("lines."):
            return FaultPlace("passage")
        return super().place_of(problem)
