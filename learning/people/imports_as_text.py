"""What a comparison found, as JSON and as lines; the same for commands and files."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from learning.people.roster.changes import (
    Category,
    Proposal,
    Question,
    RosterChanges,
)
from learning.people.roster.organisation.rows import (
    Category as DepartmentCategory,
)
from learning.people.roster.organisation.rows import OrganisationChanges
from learning.tabular.errors import RowError

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
        who = getattr(change, "number", None) or getattr(change, "code", "")
        note = f"（{change.note}）" if change.note else ""
        lines.append(
            f"{change.category.label} {who} {change.name}："
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
