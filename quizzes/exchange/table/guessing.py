"""What a row's own cells say of its type, where no column does."""

from collections.abc import Mapping

from learning.japanese.width import fold
from quizzes.exchange.table import headings, marks
from quizzes.exchange.table.headings import OPTION

Row = Mapping[str, str]
# One key or several: the answer says which.
EITHER_CHOICE = {
    "multiple choice",
    "multiple-choice",
    "mcq",
    "選択",
    "選択式",
    "選択問題",
}
SURE_WORDS = {"正しい", "誤り", "○", "〇", "×", "true", "false"}


def numbered(row: Row, name: str, most: int) -> list[str]:
    """Return the cells of a numbered column, up to the last that is filled."""
    cells = [row.get(f"{name}{n}", "").strip() for n in range(1, most + 1)]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def options_of(row: Row) -> list[str]:
    """Return the options of a row."""
    return numbered(row, OPTION, headings.MOST_OPTIONS)


def guess(row: Row) -> str:
    """Return the type of a row that doesn't say it; by its options and its answer."""
    answer, options = row.get(headings.KEY, "").strip(), options_of(row)
    if options:
        is_several = len(marks.LIST_SIGN.split(answer.strip(" ,、"))) > 1
        return "multiple_response" if is_several else "single_choice"
    is_true_false = fold(answer) in SURE_WORDS
    return "true_false" if is_true_false else "short_text"


def is_ambiguous(row: Row) -> bool:
    """Whether an answer names one option by its place and another by its text."""
    answer, options = row.get(headings.KEY, "").strip(), options_of(row)
    place = marks.place_of(answer)
    return answer in options and 0 <= place < len(options) and options[place] != answer
