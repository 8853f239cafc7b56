"""Knows how the rows of one person change that person's stored rows. Pure."""

from learning.people.roster.absences import Absences
from learning.people.roster.changes import Change, Terms
from learning.people.roster.columns import Field
from learning.people.roster.employments import Employments
from learning.people.roster.groups import Group, Identity, begins_on
from learning.people.roster.main_post import MainPost
from learning.people.roster.names import Names
from learning.people.roster.other_posts import OtherPosts
from learning.people.roster.places import Places
from learning.people.roster.rows import RosterRow
from learning.people.roster.state import Person
from learning.people.roster.values import MAIN
from learning.people.roster.working import Working


class Appointing:
    """Applies one person's groups to a working copy, noting each change."""

    def __init__(
        self, person: Person, terms: Terms, columns: frozenset[str], places: Places
    ) -> None:
        self.work = Working(person, terms, columns, places)
        self.employments = Employments(self.work)
        self.main_post = MainPost(self.work)
        self.other_posts = OtherPosts(self.work)
        self.names = Names(self.work)
        self.absences = Absences(self.work)

    @property
    def person(self) -> Person:
        """The person as changed so far."""
        return self.work.person

    @property
    def changes(self) -> list[Change]:
        """A line for each change so far."""
        return self.work.changes

    def apply(self, group: Group, identity: Identity) -> None:
        """Bring employment and postings to what the group says."""
        if self._is_over(group):
            return
        key = self.employments.bring(group, identity)
        if key is None:
            return
        as_of = self.work.terms.as_of
        mains = [row for row in group.rows if row.kind == MAIN]
        for row in sorted(mains, key=lambda row: begins_on(row, as_of)):
            self.main_post.set(key, row)
        if Field.POSTING_KIND in self.work.columns or len(mains) < len(group.rows):
            self.other_posts.set(key, [row for row in group.rows if row.kind != MAIN])

    def set_person(self, row: RosterRow, *, is_new: bool) -> None:
        """Bring name and absence to what the person's first row says."""
        self.names.set(row, is_new=is_new)
        self.absences.set(row)

    def _is_over(self, group: Group) -> bool:
        """A row about an employment that has ended by the day: nothing to open."""
        ends_on = group.first.ends_on
        as_of = self.work.terms.as_of
        return group.stored is None and ends_on is not None and ends_on <= as_of
