"""Knows how a word that no table knows is told. Pure."""

from learning.people.roster import values
from learning.people.roster.rows import UnknownValue
from learning.people.roster.values import Subject
from learning.tabular.errors import RowError, Severity


def unknown_word(file: str, word: UnknownValue) -> RowError:
    """A warning about a word that no table knows: how often, what it is taken for."""
    subject = Subject(word.subject)
    meaning = values.meaning_label(subject, word.proposed)
    return RowError(
        file,
        word.line,
        values.SUBJECT_LABELS[subject],
        word.value,
        f"表にない語です（{word.count}件）。「{meaning}」という意味で取り込み、覚えます。",
        "違うときは、確認の画面か決定のファイルで「ファイルの語の意味」を選んでください。",
        Severity.WARNING,
    )
