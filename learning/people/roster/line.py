"""Knows how the cells of one row of a roster become a `RosterRow`. Pure.

Digits stay text. What a column means is in ``columns``, what a word means in the
vocabulary; what is stored already is not known here.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from learning.japanese.cp932 import find_gaiji
from learning.japanese.wareki import DateError
from learning.japanese.width import fold, fold_for_search, normalise_spaces
from learning.people.roster import values
from learning.people.roster.columns import LABELS, ROSTER_COLUMNS, Field
from learning.people.roster.file_columns import (
    Convention,
    end_exclusive,
    plain,
    read_date,
)
from learning.people.roster.reading import Reading
from learning.people.roster.rows import RosterRow
from learning.people.roster.values import NOT_ABSENT, Subject, Title
from learning.tabular.errors import RowError, Severity
from learning.tabular.raw_table import RawRow

MAX_NUMBER = 32
MAX_TEXT = 60
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]*")
_LIKE_EXCEL = re.compile(r"[0-9.]+E\+?[0-9]+", re.IGNORECASE)
_KANA = re.compile(r"[ァ-ヺーヽヾぁ-ゖ゛゜ゝゞ・A-Za-z.\s　-]*")
_CHECK_CELL = "元のファイルのこの欄を直して、もう一度選んでください。"


@dataclass
class Line:
    """One row on its way in."""

    reader: Reading
    raw: RawRow

    def read(self) -> RosterRow:
        """The row; what is wrong in it is among the file's problems."""
        title, meaning = self._title()
        left_on = self._date(Field.LEFT_ON)
        ends_on = left_on or self._date(Field.TERM_UNTIL)
        delivered = self._cell(Field.NAME).strip()
        row = RosterRow(
            line=self.raw.line_number,
            number=self._number(Field.NUMBER, required=True),
            old_number=self._number(Field.OLD_NUMBER),
            person_key=plain(self._cell(Field.PERSON_KEY))[:MAX_TEXT],
            name=self._name(delivered),
            delivered=delivered,
            kana=self._kana(),
            department_code=plain(self._cell(Field.DEPARTMENT_CODE)),
            department_name=self._cell(Field.DEPARTMENT_NAME).strip(),
            post_title=title,
            rank_class=meaning.rank_class,
            is_head=meaning.is_head,
            employment_type=self._employment_type(),
            job_category=self._text(Field.JOB_CATEGORY),
            kind=self._kind(),
            hired_on=self._date(Field.HIRED_ON),
            effective_on=self._date(Field.EFFECTIVE_ON),
            term_from=self._date(Field.TERM_FROM),
            ends_on=ends_on,
            left=left_on is not None,
        )
        self._check_place(row)
        self._check_order(row)
        return replace(row, **self._absence()) if self._has(Field.ABSENCE) else row

    def _has(self, code: str) -> bool:
        return self.reader.mapping.has(code)

    def _cell(self, code: str) -> str:
        position = self.reader.mapping.positions.get(code)
        return "" if position is None else self.raw.cells[position]

    def _text(self, code: str) -> str:
        text = normalise_spaces(self._cell(code))
        if len(text) > MAX_TEXT:
            self._error(code, f"{MAX_TEXT}文字より長くて入りません。")
        return text

    def _number(self, code: str, *, required: bool = False) -> str:
        text = plain(self._cell(code)).replace(" ", "")
        if not text:
            if required:
                self._error(code, "職員番号がありません。")
            return ""
        if _LIKE_EXCEL.fullmatch(text):
            mend = "Excel が数に変えています。列を「文字列」にして番号を入れ直してください。"
            self._error(code, "職員番号が数の形（指数）になっています。", mend)
        elif not _NUMBER.fullmatch(text) or len(text) > MAX_NUMBER:
            mend = f"半角の数字・英字・ハイフンで{MAX_NUMBER}文字までにしてください。"
            self._error(code, "職員番号として読めません。", mend)
        elif code == Field.NUMBER:
            self.reader.numbers.add(text)
        return self.reader.prefix + text

    def _name(self, delivered: str) -> str:
        if not delivered:
            self._error(Field.NAME, "氏名がありません。")
        if len(delivered) > MAX_TEXT:
            self._error(Field.NAME, f"氏名が{MAX_TEXT}文字より長いです。")
        name = normalise_spaces(delivered)
        for character in find_gaiji(name):
            key = (Subject.CHARACTER.value, character)
            substitute = self.reader.vocabulary.confirmed.get(key)
            if substitute is not None:
                name = name.replace(character, substitute)
                continue
            folded = fold_for_search(character)
            proposed = folded if folded != character and not find_gaiji(folded) else ""
            self.reader.note_unknown(*key, proposed, self.raw.line_number)
            self._warn(
                Field.NAME,
                f"「{character}」は他のシステムで表示できないことがある文字（外字）です。",
                "代替文字を決めてください。決めるまで届いたままの文字で表示します。",
            )
        return name

    def _kana(self) -> str:
        kana = normalise_spaces(plain(self._cell(Field.KANA)))
        if not _KANA.fullmatch(kana):
            self._warn(
                Field.KANA,
                "フリガナに、かな以外の文字があります。",
                "列の対応が合っているかを確かめてください。",
            )
        if len(kana) > MAX_TEXT:
            self._error(Field.KANA, f"フリガナが{MAX_TEXT}文字より長いです。")
        return kana

    def _title(self) -> tuple[str, Title]:
        post = self._text(Field.POST_TITLE)
        title = self._text(Field.APPOINTED_TITLE) or post
        if not title:
            return "", Title("none", False)
        known = self._known_title(title)
        if known is not None:
            return title, known
        fallback = self._known_title(post) if post != title else None
        meaning = fallback or values.guess_title(title) or Title("none", False)
        self._unknown(Subject.POST_TITLE, title, meaning.rank_class)
        return title, meaning

    def _known_title(self, title: str) -> Title | None:
        vocabulary = self.reader.vocabulary
        confirmed = vocabulary.confirmed.get((Subject.POST_TITLE.value, title))
        known = vocabulary.titles.get(title)
        if confirmed is not None and known is None:
            guess = values.guess_title(title)
            return Title(confirmed, bool(guess and guess.is_head))
        return known

    def _employment_type(self) -> str:
        text = self._text(Field.EMPLOYMENT_TYPE)
        if not text:
            return ""
        vocabulary = self.reader.vocabulary
        key = (Subject.EMPLOYMENT_TYPE.value, text)
        known = vocabulary.confirmed.get(key) or vocabulary.types.get(fold(text))
        if known:
            return known
        proposed = values.guess_employment_type(text) or plain(text)[:40]
        self._unknown(Subject.EMPLOYMENT_TYPE, text, proposed)
        return proposed

    def _kind(self) -> str:
        text = self._text(Field.POSTING_KIND)
        confirmed = self.reader.vocabulary.confirmed
        known = confirmed.get((Subject.POSTING_KIND.value, text))
        known = known or values.guess_kind(text)
        if known is None:
            self._unknown(Subject.POSTING_KIND, text, values.CONCURRENT)
        return known or values.CONCURRENT

    def _absence(self) -> dict[str, Any]:
        text = self._text(Field.ABSENCE)
        confirmed = self.reader.vocabulary.confirmed
        known = confirmed.get((Subject.ABSENCE.value, text))
        known = known or values.guess_absence(text)
        if known is None:
            self._unknown(Subject.ABSENCE, text, "other")
        if known == NOT_ABSENT:
            return {"absence": NOT_ABSENT}
        starts_on = self._date(Field.ABSENCE_FROM)
        ends_on = self._date(Field.ABSENCE_UNTIL)
        if starts_on and ends_on and ends_on <= starts_on:
            self._error(Field.ABSENCE_UNTIL, "終わりの日が、始まりの日より前です。")
        return {
            "absence": known or "other",
            "absence_from": starts_on,
            "absence_until": ends_on,
        }

    def _date(self, code: str) -> date | None:
        cell = self._cell(code)
        if not cell.strip():
            return None
        day = self._read_date(code, cell)
        column = next(c for c in ROSTER_COLUMNS if c.code == code)
        if day is None or not column.ends:
            return day
        convention = self.reader.mapping.convention(code)
        filled = self.reader.filled
        filled[code] = filled.get(code, 0) + 1
        if convention is Convention.LAST_DAY and day.day == 1:
            firsts = self.reader.first_of_month
            firsts[code] = firsts.get(code, 0) + 1
        return end_exclusive(day, convention)

    def _read_date(self, code: str, cell: str) -> date | None:
        seen = self.reader.dates
        if cell not in seen:
            try:
                seen[cell] = read_date(cell)
            except DateError as error:
                self._error(code, str(error), "日付を直してください。")
                return None
        return seen[cell]

    def _check_place(self, row: RosterRow) -> None:
        if not row.department_code and not row.department_name:
            self._error(Field.DEPARTMENT_CODE, "所属がありません。")

    def _check_order(self, row: RosterRow) -> None:
        code = Field.LEFT_ON if row.left else Field.TERM_UNTIL
        begins = row.term_from or row.hired_on
        if begins and row.ends_on and row.ends_on <= begins:
            self._error(code, "終わりの日が、始まりの日より前です。")
        elif row.effective_on and row.ends_on and row.ends_on <= row.effective_on:
            self._error(code, "終わりの日が、発令年月日より前です。")

    def _unknown(self, subject: Subject, value: str, proposed: str) -> None:
        line = self.raw.line_number
        self.reader.note_unknown(subject.value, value, proposed, line)

    def _error(self, code: str, reason: str, mend: str = _CHECK_CELL) -> None:
        self.reader.problems.append(self._problem(code, reason, mend, Severity.ERROR))

    def _warn(self, code: str, reason: str, mend: str) -> None:
        self.reader.problems.append(self._problem(code, reason, mend, Severity.WARNING))

    def _problem(
        self, code: str, reason: str, mend: str, severity: Severity
    ) -> RowError:
        header = self.reader.table.header
        position = self.reader.mapping.positions.get(code)
        column = LABELS[code] if position is None else header[position]
        return RowError(
            self.reader.table.name,
            self.raw.line_number,
            column,
            self._cell(code)[:MAX_TEXT],
            reason,
            mend,
            severity,
        )
