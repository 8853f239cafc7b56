"""Factories of people: deterministic, small, in their own words.

``DepartmentFactory(parent=…)`` places itself in the tree; ``PostingFactory()`` makes a
whole person: employee, name, employment, main posting. Traits: ``head``, ``ended``,
``future``, ``concurrent``.
"""

from datetime import UTC, date, datetime
from uuid import UUID

import factory

from learning.japanese.width import fold_for_search
from learning.people.actions.organisation import next_segment, place
from learning.people.models import (
    Absence,
    AppointingAuthority,
    Department,
    Employee,
    EmployeeName,
    Employment,
    EmploymentType,
    Posting,
    RosterSource,
    User,
)

START = date(2020, 4, 1)
ENDED = date(2026, 4, 1)
FUTURE = date(2027, 4, 1)
RECORDED_AT = datetime(2020, 4, 1, tzinfo=UTC)
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホ"


class AppointingAuthorityFactory(factory.django.DjangoModelFactory):
    code = factory.Sequence(lambda n: f"authority-{n}")
    name = factory.Sequence(lambda n: f"任命権者{n}")
    order = factory.Sequence(int)

    class Meta:
        model = AppointingAuthority


class DatedFactory(factory.django.DjangoModelFactory):
    """What every dated row has."""

    starts_on = START
    ends_on = None
    recorded_at = RECORDED_AT

    class Meta:
        abstract = True

    class Params:
        ended = factory.Trait(ends_on=ENDED)
        future = factory.Trait(starts_on=FUTURE)


class DepartmentFactory(DatedFactory):
    code = factory.Sequence(lambda n: f"{n:05d}")
    name = factory.Sequence(lambda n: f"第{n}課")
    parent = None
    authority = factory.Maybe(
        "parent",
        yes_declaration=factory.SelfAttribute("parent.authority"),
        no_declaration=factory.SubFactory(AppointingAuthorityFactory),
    )
    report_level = Department.ReportLevel.SECTION
    official_order = factory.Sequence(int)

    class Meta:
        model = Department

    class Params:
        bureau = factory.Trait(report_level=Department.ReportLevel.BUREAU)
        unit = factory.Trait(report_level=Department.ReportLevel.UNIT)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        parent = kwargs.get("parent")
        if "path" not in kwargs:
            kwargs["path"], kwargs["sort_key"] = place(
                parent, next_segment(parent), kwargs["official_order"]
            )
        return super()._create(model_class, *args, **kwargs)


class EmployeeFactory(factory.django.DjangoModelFactory):
    """A person with a name from START on; ``names__name="…"`` for another name."""

    public_id = factory.Sequence(lambda n: UUID(int=n + 1))
    recorded_at = RECORDED_AT
    names = factory.RelatedFactory(
        "tests.factories.people.EmployeeNameFactory", factory_related_name="employee"
    )

    class Meta:
        model = Employee
        skip_postgeneration_save = True


class EmployeeNameFactory(DatedFactory):
    employee = factory.SubFactory(EmployeeFactory, names=None)
    name = factory.Sequence(lambda n: f"山田　{n}子")
    kana = factory.Sequence(lambda n: f"ヤマダ　{KANA[n % 30]}{KANA[n // 30 % 30]}コ")
    delivered = factory.SelfAttribute("name")
    search_key = factory.LazyAttribute(lambda o: fold_for_search(f"{o.name} {o.kana}"))

    class Meta:
        model = EmployeeName


class EmploymentTypeFactory(factory.django.DjangoModelFactory):
    code = "regular"
    name = "正規"

    class Meta:
        model = EmploymentType
        django_get_or_create = ("code",)

    class Params:
        annual = factory.Trait(code="annual_part", name="会計年度任用職員（パート）")
        agency = factory.Trait(
            code="agency", name="派遣労働者", counts_as_staff=False, shown_apart=True
        )


class RosterSourceFactory(factory.django.DjangoModelFactory):
    code = factory.Sequence(lambda n: f"source-{n}")
    name = factory.Sequence(lambda n: f"取込区分{n}")
    authority = factory.SubFactory(AppointingAuthorityFactory)

    class Meta:
        model = RosterSource


class EmploymentFactory(DatedFactory):
    employee = factory.SubFactory(EmployeeFactory)
    authority = factory.SubFactory(AppointingAuthorityFactory)
    # seven digits, so that a test's own six digits never meet one
    number = factory.Sequence(lambda n: f"9{n:06d}")
    employment_type = factory.SubFactory(EmploymentTypeFactory)
    job_category = "事務"

    class Meta:
        model = Employment


class PostingFactory(DatedFactory):
    """A main posting with its person, employment and department."""

    department = factory.SubFactory(DepartmentFactory)
    employment = factory.SubFactory(
        EmploymentFactory, authority=factory.SelfAttribute("..department.authority")
    )
    employee = factory.SelfAttribute("employment.employee")
    kind = Posting.Kind.MAIN
    post_title = "主事"
    rank_class = "staff"

    class Meta:
        model = Posting

    class Params:
        head = factory.Trait(post_title="課長", rank_class="section_head", is_head=True)
        concurrent = factory.Trait(kind=Posting.Kind.CONCURRENT)


class AbsenceFactory(DatedFactory):
    employee = factory.SubFactory(EmployeeFactory)
    neutral_class = Absence.NeutralClass.LEAVE

    class Meta:
        model = Absence


class UserFactory(factory.django.DjangoModelFactory):
    """The account of an employee; ``employee=None, expires_on=…`` for an outsider.

    A session lasts only while somebody is on the roster, so an employee without an
    employment gets one.
    """

    employee = factory.SubFactory(EmployeeFactory)
    username = factory.Sequence(lambda n: f"user-{n}")

    class Meta:
        model = User
        skip_postgeneration_save = True

    @factory.post_generation
    def employment(self, create, extracted, **kwargs):
        if create and self.employee and not self.employee.employments.exists():
            EmploymentFactory(employee=self.employee)
