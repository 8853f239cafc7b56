"""Makes the whole demo city: organisation, people, learning, obligations, roles.

Composes the parts in their order; knows which part needs which.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from learning.literacy.attainment_rows import literacy_rules
from learning.log.actions import write as write_entry
from learning.people.models import Department, Employee, RoleGrant, RosterImport, User
from learning.simulation import personnel
from learning.simulation.careers import Careers
from learning.simulation.chance import stream
from learning.simulation.city_tables import write_departments, write_tables
from learning.simulation.courseware import read_courses
from learning.simulation.groundwork import PLAN
from learning.simulation.journeys import Journeys
from learning.simulation.obligations import write_obligations
from learning.simulation.organisation import Organisation, build
from learning.simulation.people_of_note import people_of_note
from learning.simulation.person import Person
from learning.simulation.personnel import Personnel
from learning.simulation.population import Population
from learning.simulation.posts import make_posts, spread
from learning.simulation.register import MODELS as MODELS_OF_LEARNING
from learning.simulation.register import Register
from learning.simulation.roles import user_of, write_roles
from learning.simulation.timeline import Timeline, at
from learning.simulation.writing import check_references_at_once, mend_sequences

FEWEST_STAFF = 50
"""The people of note and a few around them."""
MOST_STAFF = 100_000
HR_NUMBER = "000106"
Say = Callable[[str], None]


class CityNotEmpty(ValueError):
    """There are people already; a demo city is made only where there is nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What city to make. The same order gives the same rows."""

    staff: int
    seed: int
    years: int
    until: date

    def __post_init__(self) -> None:
        if not FEWEST_STAFF <= self.staff <= MOST_STAFF:
            raise ValueError(
                f"職員数は{FEWEST_STAFF:,}から{MOST_STAFF:,}までにしてください。"
            )


@transaction.atomic
def simulate(order: Order, *, by: User | None, say: Say = lambda _line: None) -> None:
    """Make the city in one transaction: it is there as a whole or not at all.

    Needs the plan and the curriculum to be loaded.

    Raises
    ------
    CityNotEmpty
        If there are employees already.
    """
    if Employee.objects.exists():
        raise CityNotEmpty
    check_references_at_once()
    timeline = Timeline(order.until, order.years)
    record = _record(order, timeline)
    city = write_tables(plan=PLAN, confirmed_at=at(timeline.begins_on))
    noted = people_of_note(timeline, seed=order.seed)
    organisation = build(posts=order.staff - len(noted), timeline=timeline)
    write_departments(organisation, city, timeline=timeline, record=record)
    say(f"所属 {len(organisation.nodes):,}")
    office = Personnel(
        organisation=organisation, city=city, timeline=timeline, record=record
    )
    register = Register(literacy_rules())
    journeys = Journeys(
        courses=read_courses(seed=order.seed),
        register=register,
        timeline=timeline,
        seed=order.seed,
    )
    count = 0
    for number, people in enumerate(_parts(order, timeline, organisation, noted)):
        office.write(people)
        if number == 0:
            journeys.recorder = user_of(HR_NUMBER, timeline).pk
        journeys.travel(number, people)
        register.write()
        count += len(people)
        say(f"職員 {count:,}・受験 {register.counts['attempts']:,}")
    write_roles(timeline=timeline)
    asked = write_obligations(timeline=timeline, by=user_of(HR_NUMBER, timeline))
    say(f"役割と受講指定 {asked:,}")
    mend_sequences((*personnel.MODELS, *MODELS_OF_LEARNING, Department, RoleGrant))
    write_entry("city.simulate", by=by, at=at(order.until), detail=_detail(order))


def _parts(
    order: Order,
    timeline: Timeline,
    organisation: Organisation,
    noted: list[Person],
) -> Iterator[list[Person]]:
    """The people of note, then everybody else in parts."""
    yield noted
    posts = spread(make_posts(organisation), order.staff - len(noted))
    careers = Careers(posts, timeline, stream(order.seed, "careers")).run()
    yield from Population(
        careers=careers,
        posts=posts,
        organisation=organisation,
        timeline=timeline,
        seed=order.seed,
    ).parts()


def _record(order: Order, timeline: Timeline) -> RosterImport:
    return RosterImport.objects.create(
        kind=RosterImport.Kind.SIMULATION,
        as_of=order.until,
        file_name="見本の市",
        digest="",
        counts=_detail(order),
        applied_at=at(timeline.begins_on),
        applied_by_label="システム",
    )


def _detail(order: Order) -> dict[str, object]:
    return {
        "staff": order.staff,
        "seed": order.seed,
        "years": order.years,
        "until": order.until.isoformat(),
    }
