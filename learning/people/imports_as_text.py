"""What a comparison found, as JSON and as lines; the same for commands and files."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from learning.people.models import RosterImport
from learning.people.roster.changes import (
    Category,
    Change,
    Proposal,
    Question,
    RosterChanges,
)
from learning.people.roster.organisation.rows import (
    Category as DepartmentCategory,
)
from learning.people.roster.organisation.rows import (
    DepartmentChange,
    OrganisationChanges,
)
from learning.people.undoing import Undoing
from learning.tabular.errors import RowError
from learning.tabular.table import Column, Kind, Table

Changes = RosterChanges | OrganisationChanges
LABELS: dict[str, str] = {
    **{category.value: category.label for category in Category},
    **{category.value: category.label for category in DepartmentCategory},
    "people_moved": "組織改編に伴う移替え（人）",
    "people_to_place": "移り先を決める人",
}


def as_json(changes: Changes) -> dict[str, Any]:
    """Counts, errors, warnings, what is to be decided, and every change."""
    found: dict[str, Any] = {
        "counts": {
            **changes.counts,
            "warnings": len(changes.warnings),
            "errors": len(changes.errors),
        },
        "errors": [_problem(problem) for problem in changes.errors],
        "warnings": [_problem(problem) for problem in changes.warnings],
        "questions": [asdict(question) for question in changes.questions],
        "changes": [
            {**asdict(change), "category": change.category.value}
            for change in changes.changes
        ],
    }
    if isinstance(changes, RosterChanges):
        found["proposals"] = [asdict(proposal) for proposal in changes.proposals]
        found["unknown"] = [asdict(word) for word in changes.unknown]
    return found


def as_lines(changes: Changes) -> list[str]:
    """Counts in one line, errors first, then what is to be decided and the changes."""
    lines = [counts_line(changes)]
    lines += [problem_line(problem) for problem in changes.errors]
    lines += [problem_line(problem) for problem in changes.warnings]
    lines += [_question_line(question) for question in changes.questions]
    if isinstance(changes, RosterChanges):
        lines += [_proposal_line(proposal) for proposal in changes.proposals]
    for change in changes.changes:
        note = f"（{change.note}）" if change.note else ""
        lines.append(
            f"{change.category.label} {number_of(change)} {change.name}："
            f"{change.before or '−'} → {change.after or '−'}{note}"
        )
    return lines


def counts_line(changes: Changes) -> str:
    """採用 48・異動 212・…・警告 6・エラー 1."""
    parts = [f"{LABELS[code]} {count}" for code, count in changes.counts.items()]
    parts += [f"警告 {len(changes.warnings)}", f"エラー {len(changes.errors)}"]
    return "・".join(parts)


def problem_line(problem: RowError) -> str:
    """One error or warning with its place and mend."""
    place = f"{problem.file} {problem.line}行目" if problem.line else problem.file
    value = f"「{problem.value}」" if problem.value else ""
    column = f" {problem.column}{value}" if problem.column else ""
    return f"{problem.severity.label}：{place}{column}：{problem.reason}{problem.mend}"


def _problem(problem: RowError) -> Mapping[str, Any]:
    return {**asdict(problem), "severity": problem.severity.value}


def _question_line(question: Question) -> str:
    options = "、".join(f"{option.id}＝{option.label}" for option in question.options)
    answer = f"（答え：{question.answer}）" if question.answer else "（未回答）"
    return f"要確認 {question.id}{answer}：{question.text} {options}"


def _proposal_line(proposal: Proposal) -> str:
    tick = "☑" if proposal.is_accepted else "☐"
    return (
        f"{tick} 同じ人の候補 {proposal.id}：{proposal.number} {proposal.name} ← "
        f"{proposal.other_number} {proposal.other}（{proposal.ground}）"
    )


def counts_of(record: RosterImport) -> list[tuple[str, int]]:
    """An applied import's counts with their words, without zeros, in page order."""
    is_roster = record.kind == RosterImport.Kind.ROSTER
    codes = [
        category.value for category in (Category if is_roster else DepartmentCategory)
    ]
    codes += [] if is_roster else ["people_moved", "people_to_place"]
    counts = record.counts
    return [(LABELS[code], counts[code]) for code in codes if counts.get(code)]


def undoing_lines(undoing: Undoing) -> list[str]:
    """What taking an import back does: people, then rows of each kind."""
    joiners = f"（うち採用 {undoing.joiners}人）" if undoing.joiners else ""
    lines = [f"関係する職員 {undoing.people}人{joiners}"]
    lines += [
        f"{effect.label}：なくなる {effect.withdrawn}件・元に戻る {effect.restored}件"
        for effect in undoing.effects
    ]
    return lines


def changes_table(changes: Changes) -> Table:
    """Every change as a table for a file."""
    columns = (
        Column("category", "種類"),
        Column("line", "行", Kind.INT),
        Column("number", "番号"),
        Column("name", "名前"),
        Column("before", "前"),
        Column("after", "後"),
        Column("note", "備考"),
    )
    rows = tuple(
        (
            change.category.label,
            change.line,
            number_of(change),
            change.name,
            change.before,
            change.after,
            change.note,
        )
        for change in changes.changes
    )
    return Table(columns=columns, rows=rows, title="変更の一覧")


def number_of(change: Change | DepartmentChange) -> str:
    """A person's number or a department's code."""
    return change.number if isinstance(change, Change) else change.code
