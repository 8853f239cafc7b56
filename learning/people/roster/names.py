"""Knows what a row changes in a person's names. Pure."""

from dataclasses import dataclass, replace

from learning.japanese.width import fold_kana
from learning.people.roster.changes import Category
from learning.people.roster.columns import Field
from learning.people.roster.groups import begins_on
from learning.people.roster.rows import RosterRow
from learning.people.roster.state import NameRow, changed, swap
from learning.people.roster.working import Working


@dataclass
class Names:
    """Brings the name of the working copy to what a row says."""

    work: Working

    def set(self, row: RosterRow, *, is_new: bool) -> None:
        """A first name, a changed one from the day on, or a corrected one."""
        person = self.work.person
        start = min(employment.starts_on for employment in person.employments)
        new = NameRow(row.name, row.kana, row.delivered, start)
        if is_new or not person.names:
            self.work.person = replace(person, names=(new,))
            return
        day = begins_on(row, self.work.terms.as_of)
        old = person.name_on(day)
        if old is None or self._same(old, row):
            return
        kana = row.kana if Field.KANA in self.work.columns else old.kana
        wanted = {"name": row.name, "kana": kana, "delivered": row.delivered}
        same_delivery = old.delivered == row.delivered
        is_correction = old.starts_on >= self.work.terms.as_of or same_delivery
        if is_correction:
            names = swap(person.names, old, changed(old, **wanted))
        else:
            new = NameRow(
                row.name, kana, row.delivered, self.work.terms.as_of, old.ends_on
            )
            names = swap(person.names, old, changed(old, ends_on=new.starts_on), new)
        category = Category.CORRECTION if is_correction else Category.NAME
        before, after = f"{old.name}（{old.kana}）", f"{row.name}（{kana}）"
        self.work.note(category, row, before, after)
        self.work.person = replace(person, names=names)

    def _same(self, old: NameRow, row: RosterRow) -> bool:
        has_kana = Field.KANA in self.work.columns
        same_kana = not has_kana or fold_kana(old.kana) == fold_kana(row.kana)
        return old.name == row.name and same_kana
