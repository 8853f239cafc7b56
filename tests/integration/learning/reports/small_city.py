"""A city small enough to count on one's fingers.

    総務部 01      部長（部付）
      人事課 0101  課長 and 5 staff, one of them absent since 2026-01-01
      財政課 0102  2 staff; 3 from 2026-04-01, when one comes from 市民課
      選管 0103    nobody in the 本務; two of 人事課 as 併任
    市民部 02
      市民課 0201  10 staff; 9 from 2026-04-01
      保険課 0202  5 staff; becomes 保険年金課 0204 on 2026-10-01
      税務課 0203  6 staff and an agency worker (no staff); splits on 2026-10-01 into
                   市民税課 0205 (4 and the agency worker) and 資産税課 0206 (2)

Plan "matsue": L1 for 課長補佐級 and above, L4 for all staff. S1 rests on L4 (certain),
S2 on L1 and L4 (provisional). Targets of L4: 60 % in R6–R7, 80 % in R8–R9.

L4 is attained by the head and two staff of 人事課 until 2026-03-31, by four of 市民課
(the one who moves among them) without end, and by the agency worker. L1 by the 部長.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from learning.literacy.models import (
    Attainment,
    Literacy,
    Plan,
    PlanRevision,
    StateLink,
    TargetState,
    Term,
    TermTarget,
)
from learning.people.models import (
    AppointingAuthority,
    Department,
    DepartmentSuccession,
    EmploymentType,
    Posting,
    Role,
    RoleGrant,
    User,
)
from tests.factories.people import (
    AbsenceFactory,
    DepartmentFactory,
    EmploymentFactory,
    EmploymentTypeFactory,
    PostingFactory,
)

START = date(2020, 4, 1)
BEFORE = date(2026, 3, 31)
APRIL = date(2026, 4, 1)
OCTOBER = date(2026, 10, 1)
TODAY = date(2026, 11, 20)
AT = datetime(2020, 4, 1, tzinfo=UTC)
ALL_STAFF = {"any": [{"all_staff": True}]}
MANAGERS = {"any": [{"rank_at_or_above": "assistant"}]}


@dataclass
class SmallCity:
    plan: Plan
    departments: dict[str, Department] = field(default_factory=dict)
    people: dict[str, list] = field(default_factory=dict)

    def user(self, name, role=None, *, employee=None, department=None):
        user = User.objects.create(
            username=name,
            last_name=name,
            employee=employee,
            expires_on=None if employee else date(2030, 4, 1),
        )
        if role is not None:
            RoleGrant.objects.create(
                user=user,
                role=role,
                department=self.departments.get(department),
                starts_on=START,
                ends_on=date(2030, 4, 1) if role == Role.AUDITOR else None,
                recorded_at=AT,
            )
        return user


def small_city():
    city = SmallCity(_plan())
    _departments(city)
    _people(city)
    _attainments(city)
    return city


def _plan():
    plan = Plan.objects.create(code="matsue", name="デジタル市役所計画", city_name="市")
    revision = PlanRevision.objects.create(
        plan=plan,
        number=1,
        effective_on=date(2022, 4, 1),
        recorded_at=AT,
        digest="-",
        document={},
    )
    literacies = {
        code: Literacy.objects.create(
            revision=revision, code=code, name=name, order=order, audience=audience
        )
        for order, (code, name, audience) in enumerate(
            [("L1", "政策の立案", MANAGERS), ("L4", "セキュリティを守る", ALL_STAFF)]
        )
    }
    for order, (code, linked, certainty) in enumerate(
        [("S1", ["L4"], "certain"), ("S2", ["L1", "L4"], "provisional")]
    ):
        state = TargetState.objects.create(
            revision=revision, code=code, name=f"状態{code}", order=order
        )
        for literacy in linked:
            StateLink.objects.create(
                revision=revision,
                literacy=literacies[literacy],
                state=state,
                certainty=certainty,
                source="p.9",
            )
    for code, year, share in [("R6-R7", 2024, "0.6"), ("R8-R9", 2026, "0.8")]:
        term = Term.objects.create(
            revision=revision,
            code=code,
            name=code,
            starts_on=date(year, 4, 1),
            ends_on=date(year + 2, 4, 1),
        )
        TermTarget.objects.create(
            term=term, literacy=literacies["L4"], share=Decimal(share)
        )
    return plan


def _departments(city):
    mayor = AppointingAuthority.objects.create(code="mayor", name="市長", order=0)
    rows = [
        ("01", "総務部", None, "bureau", START, None),
        ("0101", "人事課", "01", "section", START, None),
        ("0102", "財政課", "01", "section", START, None),
        ("0103", "選管", "01", "section", START, None),
        ("02", "市民部", None, "bureau", START, None),
        ("0201", "市民課", "02", "section", START, None),
        ("0202", "保険課", "02", "section", START, OCTOBER),
        ("0203", "税務課", "02", "section", START, OCTOBER),
        ("0204", "保険年金課", "02", "section", OCTOBER, None),
        ("0205", "市民税課", "02", "section", OCTOBER, None),
        ("0206", "資産税課", "02", "section", OCTOBER, None),
    ]
    for order, (code, name, parent, level, starts_on, ends_on) in enumerate(rows):
        city.departments[code] = DepartmentFactory(
            code=code,
            name=name,
            parent=city.departments.get(parent),
            authority=mayor,
            report_level=level,
            official_order=order,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    for old, new in [("0202", "0204"), ("0203", "0205"), ("0203", "0206")]:
        DepartmentSuccession.objects.create(
            predecessor=city.departments[old],
            successor=city.departments[new],
            on=OCTOBER,
        )


def _people(city):
    regular = EmploymentTypeFactory()
    agency = EmploymentTypeFactory(agency=True)
    _post(city, "01", 1, rank_class="bureau_head", is_head=True)
    _post(city, "0101", 1, rank_class="section_head", is_head=True)
    _post(city, "0101", 5)
    _post(city, "0102", 2)
    _post(city, "0201", 9)
    _move(city, *_post(city, "0201", 1, ends_on=APRIL), to="0102", on=APRIL)
    for old, new in [("0202", "0204")] * 5 + [("0203", "0205")] * 4:
        _move(city, *_post(city, old, 1, ends_on=OCTOBER), to=new, on=OCTOBER)
    for _ in range(2):
        _move(city, *_post(city, "0203", 1, ends_on=OCTOBER), to="0206", on=OCTOBER)
    _move(city, *_post(city, "0203", 1, agency, ends_on=OCTOBER), to="0205", on=OCTOBER)
    AbsenceFactory(employee=city.people["0101"][5], starts_on=date(2026, 1, 1))
    for employee in city.people["0101"][1:3]:
        Posting.objects.create(
            employee=employee,
            employment=employee.employments.get(),
            department=city.departments["0103"],
            kind=Posting.Kind.JOINT,
            starts_on=START,
            recorded_at=AT,
        )
    assert EmploymentType.objects.count() == 2
    assert regular.counts_as_staff


def _post(city, code, number, kind=None, **fields):
    people = city.people.setdefault(code, [])
    department = city.departments[code]
    kind = kind or EmploymentType.objects.get(code="regular")
    made = []
    for _ in range(number):
        employment = EmploymentFactory(
            authority=department.authority, employment_type=kind
        )
        made.append(
            PostingFactory(department=department, employment=employment, **fields)
        )
    people.extend(posting.employee for posting in made)
    return made


def _move(city, posting, *, to, on):
    PostingFactory(
        department=city.departments[to],
        employment=posting.employment,
        employee=posting.employee,
        starts_on=on,
    )
    city.people.setdefault(to, []).append(posting.employee)


def _attainments(city):
    last_year = date(2025, 6, 1)
    for employee in city.people["0101"][:3]:
        _attain(city, employee, "L4", last_year, APRIL)
    # the last of 市民課 is the one who moves to 財政課
    for employee in city.people["0201"][-4:]:
        _attain(city, employee, "L4", last_year, None)
    _attain(city, city.people["0203"][-1], "L4", last_year, None)
    _attain(city, city.people["01"][0], "L1", last_year, None)


def _attain(city, employee, literacy, starts_on, ends_on):
    Attainment.objects.create(
        employee=employee,
        plan=city.plan,
        literacy_code=literacy,
        starts_on=starts_on,
        ends_on=ends_on,
    )
