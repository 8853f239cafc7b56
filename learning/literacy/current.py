"""The plan that this installation works by, read where a request or command begins."""

from learning.city.current import city
from learning.literacy.models import Plan


def active_plan() -> Plan | None:
    """Return the city's active plan; None before one is loaded."""
    return Plan.objects.filter(code=city().active_plan).first()
