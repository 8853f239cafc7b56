"""Changes the glossary."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from courses.models import GlossaryTerm
from learning.log import actions as log
from learning.log.actions import Actor


@dataclass(frozen=True, slots=True)
class TermFields:
    """What a term says."""

    code: str
    term: str
    reading: str
    meaning: str
    source: str
    review_on: date | None


@transaction.atomic
def save_term(*, fields: TermFields, by: Actor | None, at: datetime) -> GlossaryTerm:
    """Make the term of this code be as given."""
    term, made = GlossaryTerm.objects.update_or_create(
        code=fields.code,
        defaults={
            "term": fields.term,
            "reading": fields.reading,
            "meaning": fields.meaning,
            "source": fields.source,
            "review_on": fields.review_on,
        },
    )
    action = "term.create" if made else "term.change"
    log.write(action, by=by, at=at, subject=("term", term.code, term.term))
    return term


@transaction.atomic
def delete_term(*, term: GlossaryTerm, by: Actor | None, at: datetime) -> None:
    """Take a term out of the glossary; text that names it shows its label alone."""
    log.write("term.delete", by=by, at=at, subject=("term", term.code, term.term))
    term.delete()
