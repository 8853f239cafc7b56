"""Knows what attains a literacy, as data: pathways of criteria, and how long they hold.

Pure: no Django, no clock. ``attainment`` applies these rules; ``plan_file`` reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from learning.japanese.fiscal_year import fiscal_year, fiscal_year_end_exclusive


class ValidityKind(StrEnum):
    """How long a piece of evidence counts."""

    NONE = "none"
    MONTHS = "months"
    FISCAL_YEAR = "fiscal_year"


@dataclass(frozen=True, slots=True)
class Validity:
    """No limit, some months, or to the end of the fiscal year of the evidence."""

    kind: ValidityKind = ValidityKind.NONE
    months: int = 0

    def ends_on(self, on: date) -> date | None:
        """First day on which evidence of ``on`` no longer counts; None = never.

        Parameters
        ----------
        on : the day of the evidence; it counts from the start of that day.

        References
        ----------
        民法 第143条第2項: a period of months ends on the day before the corresponding
        day of the last month, or, where there is none, on that month's last day.
        """
        if self.kind is ValidityKind.NONE:
            return None
        if self.kind is ValidityKind.FISCAL_YEAR:
            return fiscal_year_end_exclusive(fiscal_year(on))
        return _months_later(on, self.months)


class CriterionKind(StrEnum):
    """What a criterion asks for; each is met by evidence of one kind."""

    COURSE = "course"
    QUIZ = "quiz"
    QUALIFICATION = "qualification"
    RECOGNISED = "recognised"
    ATTENDED = "attended"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that evidence must show. ``mark`` and ``floors`` are for quizzes only.

    ``mark`` None asks for a pass and no more; floors are (section code, share 0..1).
    ``validity`` None means the pathway's.
    """

    kind: CriterionKind
    code: str
    mark: Decimal | None = None
    floors: tuple[tuple[str, Decimal], ...] = ()
    validity: Validity | None = None


@dataclass(frozen=True, slots=True)
class Pathway:
    """One way to attain a literacy: all criteria at the same time."""

    name: str
    criteria: tuple[Criterion, ...]
    validity: Validity = Validity()

    def validity_of(self, criterion: Criterion) -> Validity:
        """How long evidence for ``criterion`` counts on this pathway."""
        return self.validity if criterion.validity is None else criterion.validity


def pathways_to_data(pathways: tuple[Pathway, ...]) -> list[dict[str, Any]]:
    """Write pathways as JSON data; marks and floors are texts, to stay exact."""
    return [
        {
            "name": pathway.name,
            "validity": _validity_to_data(pathway.validity),
            "criteria": [_criterion_to_data(c) for c in pathway.criteria],
        }
        for pathway in pathways
    ]


def pathways_from_data(data: list[dict[str, Any]]) -> tuple[Pathway, ...]:
    """Read what ``pathways_to_data`` wrote (the shape is checked by ``plan_file``)."""
    return tuple(
        Pathway(
            name=pathway["name"],
            validity=_validity_from_data(pathway["validity"]),
            criteria=tuple(_criterion_from_data(c) for c in pathway["criteria"]),
        )
        for pathway in data
    )


def _validity_to_data(validity: Validity) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": validity.kind.value}
    if validity.kind is ValidityKind.MONTHS:
        data["months"] = validity.months
    return data


def _validity_from_data(data: Mapping[str, Any]) -> Validity:
    return Validity(ValidityKind(data["kind"]), int(data.get("months", 0)))


def _criterion_to_data(criterion: Criterion) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": criterion.kind.value, "code": criterion.code}
    if criterion.mark is not None:
        data["mark"] = str(criterion.mark)
    if criterion.floors:
        data["floors"] = {code: str(share) for code, share in criterion.floors}
    if criterion.validity is not None:
        data["validity"] = _validity_to_data(criterion.validity)
    return data


def _criterion_from_data(data: Mapping[str, Any]) -> Criterion:
    validity = data.get("validity")
    return Criterion(
        kind=CriterionKind(data["kind"]),
        code=data["code"],
        mark=Decimal(data["mark"]) if "mark" in data else None,
        floors=tuple((c, Decimal(s)) for c, s in data.get("floors", {}).items()),
        validity=None if validity is None else _validity_from_data(validity),
    )


def _months_later(day: date, months: int) -> date:
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month_index + 1, 1)
    following = (first + timedelta(days=32)).replace(day=1)
    last = following - timedelta(days=1)
    return first.replace(day=day.day) if day.day <= last.day else following
