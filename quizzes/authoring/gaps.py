"""Form of 穴埋め: a text with ``[[a]]``, and a row for each gap."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from quizzes.authoring.family import (
    Family,
    Fields,
    Raw,
    RowsField,
    lines_field,
    lines_of,
    optional_text,
    rows_of,
    scoring_field,
)
from quizzes.authoring.pairs import letter_field
from quizzes.authoring.written import accepted_document, exact_field
from quizzes.item_types.cloze import MOST_GAPS
from quizzes.rows_field import fresh_ids


class ClozeFamily(Family):
    """穴埋め: a gap with wrong choices is chosen from, one without is written in."""

    def own_fields(self) -> Fields:
        """Return the text and the gaps."""
        return {
            "text": optional_text(
                _("穴埋めの文"),
                4,
                help_text=_(
                    "空欄にする所に [[a]]、[[b]] のように書き、下の「空欄」の同じ記号の"
                    "行に答えを書きます。例：パスワードは[[a]]文字以上にする。"
                ),
            ),
            "gaps": RowsField(
                label=_("空欄"),
                row_label=_("空欄"),
                row_count=4,
                most=MOST_GAPS,
                required=False,
                parts={
                    "id": letter_field(),
                    "exact": exact_field(),
                    "right": lines_field(
                        _("正答（書かせるときは、1行に1つ、どれを書いても正解）"), 2
                    ),
                    "wrong": lines_field(
                        _("まぎらわしい選択肢（1行に1つ。書くと、選ばせる空欄になる）"),
                        2,
                    ),
                },
            ),
            "scoring": scoring_field(
                _("すべての空欄が正しいときに得点"), _("正しい空欄の数だけ部分点")
            ),
        }

    def own_initial(self, document: Raw) -> Raw:
        """Show keys and other choices of each gap."""
        return {
            "text": document.get("text", ""),
            "gaps": [_shown(gap) for gap in rows_of(document, "gaps")],
            "scoring": document.get("scoring", "all"),
        }

    def own_document(self, cleaned: Raw, stored: Raw) -> Raw:
        """Return text and gaps; choices that were there keep their ids."""
        before = {gap.get("id"): gap for gap in rows_of(stored, "gaps")}
        return {
            "text": cleaned.get("text") or "",
            "gaps": [
                _gap(row, rows_of(before.get(row["id"], {}), "options"))
                for row in cleaned.get("gaps") or []
            ],
            "scoring": cleaned.get("scoring") or "all",
        }


def _shown(gap: Raw) -> Raw:
    options = rows_of(gap, "options")
    right = [row.get("text", "") for row in options if row.get("key") is True]
    return {
        "id": gap.get("id", ""),
        "right": "\n".join(right if "options" in gap else gap.get("accepted") or []),
        "wrong": "\n".join(r.get("text", "") for r in options if not r.get("key")),
        "exact": gap.get("fold", True) is False,
    }


def _gap(row: Raw, before: list[Raw]) -> Raw:
    wrong = lines_of(row["wrong"])
    if not wrong:
        return {"id": row["id"], **accepted_document(row, "right")}
    return {"id": row["id"], "options": _options(lines_of(row["right"]), wrong, before)}


def _options(right: list[str], wrong: list[str], before: list[Raw]) -> list[Raw]:
    """Return the choices in an order that doesn't tell the key.

    Those that were there keep id and place; a key that is reworded alone keeps them
    too. New ones follow by their text.
    """
    place = {option.get("id"): n for n, option in enumerate(before)}
    ids: dict[str, Any] = {
        option["text"]: option["id"]
        for option in before
        if option.get("text") in {*right, *wrong}
    }
    old_keys = [row["id"] for row in before if row.get("key") is True]
    if len(right) == len(old_keys) == 1 and old_keys[0] not in ids.values():
        ids.setdefault(right[0], old_keys[0])
    fresh = fresh_ids({*place, *ids.values()})
    for text in sorted({*right, *wrong} - set(ids)):
        ids[text] = next(fresh)
    return [
        {"id": identity, "text": text, "key": text in right}
        for text, identity in sorted(
            ids.items(), key=lambda each: (place.get(each[1], len(place)), each[0])
        )
    ]
