"""What the check page shows, and what its form says. Reads; writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from learning.city.current import city
from learning.people.forms.imports import meaning_choices
from learning.people.import_session import ImportSession
from learning.people.imports_as_text import number_of
from learning.people.roster.changes import Category, RosterChanges
from learning.people.roster.organisation.rows import (
    Category as DepartmentCategory,
)
from learning.people.roster.organisation.rows import OrganisationChanges
from learning.people.roster.rows import UnknownValue
from learning.people.roster.values import SUBJECT_LABELS, Subject

ERRORS = "errors"
SHOWN = 300
"""Lines shown of one list; the file has them all."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One person or department, before → after."""

    line: int | None
    number: str
    name: str
    before: str
    after: str
    note: str


@dataclass(frozen=True, slots=True)
class ChangeList:
    """One category with its number and its lines."""

    code: str
    label: str
    count: int
    lines: Sequence[ChangeLine]

    @property
    def hidden(self) -> int:
        """How many lines are not shown."""
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Count:
    """A large number of the check page; `target`: the id of its list."""

    label: str
    number: int
    target: str = ""
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """An unknown word with what it may be chosen to mean."""

    name: str
    label: str
    value: str
    count: int
    proposed: str
    choices: Sequence[tuple[str, str]]


def check_page(session: ImportSession) -> dict[str, Any]:
    """Everything on the check page."""
    changes = session.changes
    lists = _lists(session)
    counts = _counts(changes, lists)
    context: dict[str, Any] = {
        "changes": changes,
        "lists": [found for found in lists if found.count],
        "counts": [c for c in counts if c.number or c.target == ERRORS],
        "absent": [c.label for c in counts if not c.number and c.target != ERRORS],
        "errors": changes.errors[:SHOWN],
        "warnings": changes.warnings[:SHOWN],
        "questions": changes.questions,
        "proposals": [],
        "words": [],
    }
    share = float(city().leaver_share_to_confirm)
    context["needs_number"] = changes.to_confirm(share) is not None
    context["share"] = round(share * 100)
    if isinstance(changes, RosterChanges):
        context["proposals"] = changes.proposals
        context["words"] = _words(session, changes)
    context["reason"] = _reason(session)
    context["has_decisions"] = any(
        context[name] for name in ("questions", "proposals", "words")
    )
    return context


def decisions(data: QueryDict, session: ImportSession) -> dict[str, Any]:
    """What the form on the check page decided, as it is kept with the upload."""
    changes = session.changes
    decided: dict[str, Any] = {
        "choices": {
            question.id: data[f"question-{index}"]
            for index, question in enumerate(changes.questions)
            if data.get(f"question-{index}")
        }
    }
    if not isinstance(changes, RosterChanges):
        return decided
    ticked = set(data.getlist("proposal"))
    decided["accepted"] = [p.id for p in changes.proposals if p.id in ticked]
    meanings = {(s, v): m for s, v, m in session.upload.state.get("meanings", ())}
    for word in _words(session, changes):
        meaning = data.get(word.name, "").strip()[:120]
        subject, _separator, value = word.name.partition(":")
        allowed = dict(word.choices)
        if meaning and (meaning in allowed or not allowed):
            meanings[subject, value] = meaning
    decided["meanings"] = [[s, v, m] for (s, v), m in meanings.items()]
    return decided


def _lists(session: ImportSession) -> list[ChangeList]:
    changes = session.changes
    categories: Sequence[Category | DepartmentCategory]
    categories = list(Category) if session.is_roster else list(DepartmentCategory)
    found: dict[str, list[ChangeLine]] = {c.value: [] for c in categories}
    for change in changes.changes:
        found[change.category.value].append(
            ChangeLine(
                change.line,
                number_of(change),
                change.name,
                change.before,
                change.after,
                change.note,
            )
        )
    return [
        ChangeList(c.value, c.label, len(found[c.value]), found[c.value][:SHOWN])
        for c in categories
    ]


def _counts(
    changes: RosterChanges | OrganisationChanges, lists: Sequence[ChangeList]
) -> list[Count]:
    """Errors first, then what happens; zeros with it."""
    errors, warnings = len(changes.errors), len(changes.warnings)
    counts = [Count(_("エラー"), errors, ERRORS, is_error=errors > 0)]
    counts += [Count(c.label, c.count, f"list-{c.code}") for c in lists]
    if isinstance(changes, OrganisationChanges):
        moved, to_place = changes.people_moved, changes.people_to_place
        counts.append(Count(_("組織改編に伴う移替え（人）"), moved))
        counts.append(Count(_("移り先を決める人"), to_place))
    return [*counts, Count(_("警告"), warnings, "warnings")]


def _words(session: ImportSession, changes: RosterChanges) -> list[Word]:
    """Unknown words, and those decided on this file, which may be decided again."""
    decided = [
        UnknownValue(subject, value, meaning, 0, 0)
        for subject, value, meaning in session.upload.state.get("meanings", ())
    ]
    return [
        Word(
            name=f"{word.subject}:{word.value}",
            label=SUBJECT_LABELS[Subject(word.subject)],
            value=word.value,
            count=word.count,
            proposed=word.proposed,
            choices=_with(meaning_choices(word.subject), word.proposed),
        )
        for word in (*changes.unknown, *decided)
    ]


def _with(choices: list[tuple[str, str]], proposed: str) -> list[tuple[str, str]]:
    """The choices with a proposed new type of its own name among them."""
    if not choices or not proposed or proposed in dict(choices):
        return choices
    return [*choices, (proposed, proposed)]


def _reason(session: ImportSession) -> str:
    """Why the button is off, in one sentence; empty when it is on."""
    changes = session.changes
    refusal = session.refusal()
    if refusal:
        return refusal
    if changes.errors:
        return _("エラーが %s 件あるので反映できません。") % len(changes.errors)
    if changes.open_questions:
        number = len(changes.open_questions)
        return _("決まっていないことが %s 件あるので反映できません。") % number
    has_news = changes.people if isinstance(changes, RosterChanges) else changes.changes
    if not has_news:
        return _("変わるところがありません。反映することはありません。")
    return ""
