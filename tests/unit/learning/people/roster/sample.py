"""A small city hall as plain values, for the tests of the pure roster modules."""

from datetime import date

from learning.people.roster.changes import Answers, Terms
from learning.people.roster.columns import Field
from learning.people.roster.compare import compare
from learning.people.roster.rows import ParsedRoster, RosterRow
from learning.people.roster.state import (
    DepartmentRow,
    EmploymentRow,
    NameRow,
    Person,
    PostingRow,
    State,
)

APRIL = date(2026, 4, 1)
OCTOBER = date(2026, 10, 1)
OLD = date(2020, 4, 1)
CITIZENS, TAX, GONE, NEXT = 1, 2, 3, 4
DEPARTMENTS = (
    DepartmentRow(CITIZENS, "0101", "市民課", OLD),
    DepartmentRow(TAX, "0102", "税務課", OLD),
    DepartmentRow(GONE, "0103", "企画課", OLD, APRIL),
    DepartmentRow(NEXT, "0104", "政策課", APRIL),
)
COLUMNS = frozenset(
    {
        Field.NUMBER,
        Field.NAME,
        Field.KANA,
        Field.DEPARTMENT_CODE,
        Field.POST_TITLE,
        Field.EMPLOYMENT_TYPE,
    }
)


def person(number="000101", name="山田　花子", kana="ヤマダ　ハナコ", **other):
    """One stored person with one employment and one main posting."""
    department = other.pop("department", CITIZENS)
    starts_on, ends_on = other.pop("starts_on", OLD), other.pop("ends_on", None)
    key = int(number.lstrip("K0") or 0)
    employment = EmploymentRow(
        key=f"e{key}",
        number=number,
        source=other.pop("source", "main"),
        employment_type=other.pop("employment_type", "regular"),
        starts_on=starts_on,
        ends_on=ends_on,
        id=key,
    )
    posting = PostingRow(
        employment=employment.key,
        department=department,
        starts_on=starts_on,
        ends_on=ends_on,
        post_title="主事",
        rank_class="staff",
        id=key,
    )
    return Person(
        key=f"p{key}",
        id=key,
        names=(NameRow(name, kana, name, starts_on, id=key),),
        employments=(employment,),
        postings=(posting,),
        **other,
    )


def row(number="000101", name="山田　花子", kana="ヤマダ　ハナコ", **other):
    """One row of the file; by default it says what ``person()`` is."""
    return RosterRow(
        **{
            "line": 2,
            "number": number,
            "name": name,
            "delivered": name,
            "kana": kana,
            "department_code": "0101",
            "post_title": "主事",
            "rank_class": "staff",
            "employment_type": "regular",
            **other,
        }
    )


def compared(
    people, rows, *, as_of=APRIL, columns=(), unsound=(), answers=None, **terms
):
    """Compare, with the usual columns and ``columns`` besides."""
    return compare(
        state=state(people),
        roster=ParsedRoster(
            "名簿.csv", rows, [], (), COLUMNS | set(columns), frozenset(unsound)
        ),
        terms=Terms("main", as_of, **terms),
        answers=answers or Answers(),
    )


def state(people):
    """What is stored: 企画課 became 政策課 in April."""
    return State(people, DEPARTMENTS, {GONE: frozenset({NEXT})}, "base")


def found(changes):
    """Category and number of every change."""
    return [(change.category.value, change.number) for change in changes.changes]


def spans(person_after, kind="main"):
    """(department, starts, ends, cause) of the postings of one kind, in time."""
    rows = [p for p in person_after.postings if p.kind == kind]
    rows.sort(key=lambda p: p.starts_on)
    return [(p.department, p.starts_on, p.ends_on, p.cause) for p in rows]
