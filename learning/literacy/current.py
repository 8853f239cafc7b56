"""The plan that this installation works by, read where a request or command begins."""

from django.db.models import QuerySet

from learning.city.models import City
from learning.composed import composed
from learning.literacy.models import Plan


def active_plan() -> Plan | None:
    """Return the city's active plan; None before one is loaded. One query."""
    return next(iter(_active()), None)


def plan_choices() -> list[tuple[str, str]]:
    """Return code and words of every plan that is loaded, for choosing one."""
    return [
        (plan.code, f"{plan.name}（{plan.city_name}）")
        for plan in Plan.objects.order_by("code")
    ]


@composed()
def _active() -> QuerySet:
    chosen = City.objects.filter(pk=1).values("active_plan")
    return Plan.objects.filter(code__in=chosen)
