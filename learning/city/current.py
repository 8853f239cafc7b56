"""The city of this installation, read where a request or command begins."""

from django.db.models import QuerySet

from learning.city.models import City
from learning.composed import composed

FIELDS = tuple(field.attname for field in City._meta.concrete_fields)


@composed()
def _rows() -> QuerySet:
    return City.objects.filter(pk=1).values_list(*FIELDS)


def city() -> City:
    """Return the one city; an unsaved one with the defaults before it is set up."""
    for row in _rows():
        return City.from_db("default", FIELDS, row)
    return City(pk=1)
