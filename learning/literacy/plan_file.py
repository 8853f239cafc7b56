"""Knows how a plan is written in TOML and what must agree with what inside it.

Pure: standard library only. Whether a code names a course that exists is not known here
(a plan loads before any course does); ``plan_check`` asks that. The format is told in
docs/plan-format.md.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from learning.literacy.audiences import RANKS, ROLES, Audience, AudienceGroup
from learning.literacy.plan_consistency import check_consistency
from learning.literacy.plan_document import (
    EffectEntry,
    IndicatorEntry,
    LinkEntry,
    LiteracyEntry,
    NamedCode,
    PlanDocument,
    PromiseEntry,
    RoleEntry,
    StateEntry,
    TargetEntry,
    TermEntry,
)
from learning.literacy.rules import (
    Criterion,
    CriterionKind,
    Pathway,
    Validity,
    ValidityKind,
)
from learning.literacy.toml_reading import Problem, TomlTable

T = TypeVar("T")
FORMAT = 1
_LINE_AND_COLUMN = re.compile(r"line (\d+), column (\d+)")
MAX_BYTES = 1_000_000
CERTAINTIES = ("certain", "joint", "provisional")
NEEDS = ("all", "any")
PROMISES = (
    "security_training",
    "self_inspection",
    "audit",
    "training",
    "outside_training",
    "information",
    "survey",
    "other",
)
_CRITERIA = tuple(kind.value for kind in CriterionKind)


class PlanFileError(ValueError):
    """A file is no plan; ``problems`` says every mend, in Japanese."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def read_plan(content: bytes) -> PlanDocument:
    """Read a plan from the bytes of its TOML file.

    Raises
    ------
    PlanFileError
        With every problem found: each names key, value, reason and mend.
    """
    problems: list[Problem] = []
    root = TomlTable(_parse(content), "", problems)
    document = _plan(root)
    root.refuse_unknown()
    if not problems:
        problems.extend(check_consistency(document))
    if problems:
        raise PlanFileError(problems)
    return document


def _parse(content: bytes) -> dict[str, object]:
    if len(content) > MAX_BYTES:
        reason = f"ファイルが大きすぎます（{len(content):,} バイト）。"
        raise _refusal(reason, "計画のファイルか確かめてください。")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        mend = "UTF-8 で保存し直してください。"
        raise _refusal("文字コードが UTF-8 ではありません。", mend) from None
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError) as error:
        mend = "引用符・かっこ・日付・同じ名前の項目を確かめてください。"
        raise _refusal(f"{_place_of(error)}を TOML として読めません。", mend) from None


def _place_of(error: Exception) -> str:
    found = _LINE_AND_COLUMN.search(str(error))
    return f"{found[1]} 行目の {found[2]} 文字目あたり" if found else "ファイルの終わり"


def _refusal(reason: str, mend: str) -> PlanFileError:
    return PlanFileError([Problem("ファイル", "", reason, mend)])


def _plan(root: TomlTable) -> PlanDocument:
    root.number("format", low=FORMAT, high=FORMAT)
    scope = root.table("authorities") if root.has("authorities") else None
    document = PlanDocument(
        code=root.code("code"),
        name=root.text("name"),
        city_name=root.text("city_name", limit=60),
        starts_on=root.day("starts_on"),
        ends_on=_day_after(root.day("last_day")),
        effective_on=root.day("effective_on"),
        vision=root.text("vision", default="", limit=1000),
        source=root.text("source"),
        notes=root.codes("notes"),
        terms=_each(root, "terms", _term),
        states=_each(root, "states", _state),
        effects=_each(root, "effects", _effect),
        literacies=_each(root, "literacies", _literacy),
        links=tuple(link for t in root.tables("links") for link in _links(t)),
        targets=tuple(target for t in root.tables("targets") for target in _targets(t)),
        named_codes=_named_codes(root),
        roles=_each(root, "roles", _role),
        promises=_each(root, "promises", _promise),
        indicators=_each(root, "indicators", _indicator),
        authorities=scope.codes("codes") if scope else (),
        authorities_are_provisional=bool(
            scope and scope.flag("provisional", default=False)
        ),
        authorities_source=scope.text("source") if scope else "",
    )
    if scope is not None:
        scope.refuse_unknown()
    return document


def _each(root: TomlTable, key: str, read: Callable[[TomlTable], T]) -> tuple[T, ...]:
    entries = []
    for table in root.tables(key):
        entries.append(read(table))
        table.refuse_unknown()
    return tuple(entries)


def _term(table: TomlTable) -> TermEntry:
    return TermEntry(
        code=table.code("code"),
        name=table.text("name", limit=80),
        starts_on=table.day("starts_on"),
        ends_on=_day_after(table.day("last_day")),
    )


def _state(table: TomlTable) -> StateEntry:
    return StateEntry(
        code=table.code("code"),
        name=table.text("name"),
        aliases=table.codes("aliases"),
        needs=table.choice("needs", NEEDS, default="all"),
        source=table.text("source", default=""),
    )


def _effect(table: TomlTable) -> EffectEntry:
    return EffectEntry(
        code=table.code("code"),
        name=table.text("name"),
        states=table.codes("states"),
        source=table.text("source", default=""),
    )


def _literacy(table: TomlTable) -> LiteracyEntry:
    audience = table.table("audience")
    entry = LiteracyEntry(
        code=table.code("code"),
        name=table.text("name"),
        audience=Audience(groups=_each(audience, "any", _group)),
        audience_is_provisional=audience.flag("provisional", default=False),
        audience_source=audience.text("source"),
        pathways=_each(table, "pathways", _pathway),
        tiers=table.codes("tiers"),
        objectives=table.codes("objectives"),
        source=table.text("source"),
        is_provisional=table.flag("provisional", default=False),
    )
    audience.refuse_unknown()
    return entry


def _group(table: TomlTable) -> AudienceGroup:
    roles = table.codes("roles")
    for role in roles:
        if role not in ROLES:
            mend = f"{'、'.join(ROLES)} から選んでください。"
            table.problem("roles", f"の {role} は役割のコードではありません。", mend)
    rank = (
        table.choice("rank_at_or_above", RANKS[:-1])
        if table.has("rank_at_or_above")
        else ""
    )
    return AudienceGroup(
        all_staff=table.flag("all_staff", default=False),
        employment_types=table.codes("employment_types"),
        rank_at_or_above=rank,
        departments=table.codes("departments"),
        designations=table.codes("designations"),
        roles=roles,
    )


def _pathway(table: TomlTable) -> Pathway:
    return Pathway(
        name=table.text("name"),
        validity=_validity(table) or Validity(),
        criteria=_each(table, "criteria", _criterion),
    )


def _validity(table: TomlTable) -> Validity | None:
    """Read validity = "none" | "fiscal_year", or validity_months = N; None if absent."""
    if table.has("validity_months"):
        months = table.number("validity_months", low=1, high=600)
        if table.has("validity"):
            mend = "どちらか一つだけを書いてください。"
            table.problem("validity", "と validity_months が両方あります。", mend)
        return Validity(ValidityKind.MONTHS, months)
    if not table.has("validity"):
        return None
    return Validity(ValidityKind(table.choice("validity", ("none", "fiscal_year"))))


def _criterion(table: TomlTable) -> Criterion:
    given = [kind for kind in _CRITERIA if table.has(kind)]
    if len(given) != 1:
        mend = f"{'、'.join(_CRITERIA)} のうち一つを書いてください。"
        table.problem("criteria", "何を求めるかが一つに決まりません。", mend)
        return Criterion(CriterionKind.COURSE, "")
    kind = CriterionKind(given[0])
    is_quiz = kind is CriterionKind.QUIZ
    return Criterion(
        kind=kind,
        code=table.text(kind.value, limit=60),
        mark=table.share("mark") if is_quiz and table.has("mark") else None,
        floors=table.shares("floors") if is_quiz else (),
        validity=_validity(table),
    )


def _links(table: TomlTable) -> list[LinkEntry]:
    """One table joins each of its literacies to each of its states."""
    certainty = table.choice("certainty", CERTAINTIES)
    source = table.text("source")
    literacies, states = table.codes("literacies"), table.codes("states")
    table.refuse_unknown()
    return [
        LinkEntry(lit, st, certainty, source) for lit in literacies for st in states
    ]


def _targets(table: TomlTable) -> list[TargetEntry]:
    """One table gives the shares of one term by literacy."""
    term = table.code("term")
    provisional = table.flag("provisional", default=False)
    shares = table.shares("shares")
    table.refuse_unknown()
    return [TargetEntry(term, code, share, provisional) for code, share in shares]


def _named_codes(root: TomlTable) -> tuple[NamedCode, ...]:
    """Qualifications, and past records that HR may recognise."""
    found = []
    for table in root.tables("qualifications"):
        found.append(_named(table, "qualification"))
    for table in root.tables("recognitions"):
        kind = table.choice("kind", ("recognised", "attended"), default="recognised")
        found.append(_named(table, kind))
    return tuple(found)


def _named(table: TomlTable, kind: str) -> NamedCode:
    named = NamedCode(table.code("code"), table.text("name", limit=120), kind)
    table.refuse_unknown()
    return named


def _role(table: TomlTable) -> RoleEntry:
    return RoleEntry(
        role=table.text("role", default="", limit=40),
        name=table.text("name", limit=60),
        duty=table.text("duty", limit=400),
        source=table.text("source"),
    )


def _promise(table: TomlTable) -> PromiseEntry:
    return PromiseEntry(
        kind=table.choice("kind", PROMISES),
        text=table.text("text", limit=400),
        frequency=table.text("frequency", default=""),
        source=table.text("source"),
    )


def _indicator(table: TomlTable) -> IndicatorEntry:
    return IndicatorEntry(
        name=table.text("name"),
        measure=table.text("measure"),
        target=table.text("target"),
        source=table.text("source"),
    )


def _day_after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day
