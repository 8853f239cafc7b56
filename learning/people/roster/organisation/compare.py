"""Knows what an organisation file changes: stored tree + rows + a date. Pure.

What becomes of a listed department is in ``listed``, of the others in ``gone``; who
follows whom in ``successions``. Closing a 部 reopens its subtree: children that keep
their code follow 1:1 by themselves.
"""

from collections.abc import Sequence
from datetime import date

from learning.people.roster.changes import Answers
from learning.people.roster.organisation.findings import Findings
from learning.people.roster.organisation.gone import Gone
from learning.people.roster.organisation.listed import Listed
from learning.people.roster.organisation.rows import (
    Category,
    OrganisationChanges,
    ParsedOrganisation,
    StoredDepartment,
)
from learning.people.roster.organisation.successions import Successions
from learning.people.roster.organisation.tree import Trees

NO_ANSWERS = Answers()


def compare_organisation(
    *,
    stored: Sequence[StoredDepartment],
    organisation: ParsedOrganisation,
    as_of: date,
    answers: Answers = NO_ANSWERS,
    base: str = "",
    correction: bool = False,
) -> OrganisationChanges:
    """Compare a parsed organisation file with the stored tree.

    Parameters
    ----------
    stored : departments known, those in force on `as_of` and those that begin later.
    organisation : sound rows and problems; the file lists everything that exists under
        the authorities that it names.
    as_of : the day of the reorganisation. What is known to begin later stays; what is
        opened before it ends where that begins.
    answers : 改称 or 別組織 by question.
    base, correction : handed on.
    """
    trees = Trees(stored, organisation, as_of)
    found = Findings(organisation.file)
    gone = Gone(trees, found)
    listed = Listed(trees, answers, found, gone)
    for row in trees.parents_first():
        listed.compare(row)
    gone.close_missing()
    follow = Successions(trees, found)
    follow.read()
    successions = follow.all()
    moved, to_place = follow.people(successions)
    gone.check_orphans()
    order = list(Category)
    problems = [*organisation.problems, *found.problems]
    return OrganisationChanges(
        as_of=as_of,
        openings=list(found.openings.values()),
        closings=list(found.closings.values()),
        edits=found.edits,
        successions=successions,
        changes=sorted(found.changes, key=lambda c: order.index(c.category)),
        problems=sorted(problems, key=lambda p: p.line),
        questions=found.questions,
        people_moved=moved,
        people_to_place=to_place,
        base=base,
        stored=trees.current,
        unlisted=len(found.unlisted),
        in_force=len(trees.spoken_of()),
        is_correction=correction,
    )
