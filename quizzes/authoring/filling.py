"""Fills a form of a family from a stored document; ids that were used stay used."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

from quizzes.authoring.family import Family, Raw
from quizzes.rows_field import RowsField


def fill(
    form: forms.BaseForm, family: Family, stored: Raw, *, versions: Iterable[Raw]
) -> Raw:
    """Make the fields ready for a document and return what they show.

    Parameters
    ----------
    versions : what candidates were given: no new row gets an id that stood there.
    """
    if stored.get("format") != "html":
        form.fields.pop("is_html", None)
    documents = [stored, *versions]
    for name, field in form.fields.items():
        if isinstance(field, RowsField):
            rows = family.row_ids.get(name, name)
            field.widget.faults = {}
            field.widget.taken = {
                identity for each in documents for identity in ids_under(each, rows)
            }
        elif name == "parts":
            known = {row["id"]: row["document"] for row in stored.get("parts") or []}
            field.widget.stored, field.widget.sent = known, None
            field.widget.taken = {
                i for each in documents for i in ids_under(each, name)
            }
    return family.initial(stored)


def ids_under(document: Any, name: str) -> Iterator[str]:
    """Give the ids in all lists of this name, however deep they lie."""
    if isinstance(document, list):
        for each in document:
            yield from ids_under(each, name)
    elif isinstance(document, dict):
        for field, value in document.items():
            if field == name and isinstance(value, list):
                yield from (str(r["id"]) for r in value if "id" in r)
            yield from ids_under(value, name)
