"""One staged file on its way: what it is, what was chosen, what it would change.

Puts an upload and the preview together for the pages; writes only by actions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db import transaction
from django.utils.translation import gettext as _

from learning.city.models import StagedUpload
from learning.people.actions import reorganisation, roster, uploads
from learning.people.actions.imports import (
    BaseChanged,
    ImportRefused,
    refuse_older,
    save_source,
)
from learning.people.models import RosterImport, RosterSource, User
from learning.people.preview import (
    Choices,
    find_source,
    imported_file,
    new_source,
    open_file,
    organisation_choices,
    organisation_mapping,
    preview_organisation,
    preview_roster,
    roster_mapping,
    terms_of,
)
from learning.people.roster.changes import Answers, RosterChanges
from learning.people.roster.columns import ROSTER_COLUMNS
from learning.people.roster.file_columns import Column, ColumnMapping
from learning.people.roster.heading import has_usual_heading
from learning.people.roster.organisation.columns import ORGANISATION_COLUMNS
from learning.people.roster.organisation.rows import OrganisationChanges
from learning.tabular.raw_table import RawTable

ROSTER = "people.roster"
ORGANISATION = "people.organisation"
_SAMPLES = 3


@dataclass
class ImportSession:
    """A staged upload with what follows from it; each part is computed once."""

    upload: StagedUpload

    @property
    def is_roster(self) -> bool:
        """A roster, or else an organisation file."""
        return self.upload.kind == ROSTER

    @property
    def as_of(self) -> date:
        """The file's reference date."""
        return date.fromisoformat(self.upload.state["as_of"])

    @property
    def source_code(self) -> str:
        """The source's code or new name; empty for an organisation file."""
        return self.upload.state.get("source", "")

    @property
    def is_partial(self) -> bool:
        """The file lists some people only."""
        return bool(self.upload.state.get("partial"))

    @property
    def is_correction(self) -> bool:
        """The file may restate the past."""
        return bool(self.upload.state.get("correction"))

    @property
    def has_header(self) -> bool:
        """The first row holds headings."""
        return not self.upload.state.get("no_header")

    @property
    def columns(self) -> Sequence[Column]:
        """The known columns of this kind of file."""
        return ROSTER_COLUMNS if self.is_roster else ORGANISATION_COLUMNS

    @cached_property
    def table(self) -> RawTable:
        """The file as a table of text."""
        content = bytes(self.upload.content)
        return open_file(content, self.upload.name, has_header=self.has_header)

    @cached_property
    def source(self) -> RosterSource:
        """The source, perhaps one that is not saved yet."""
        return find_source(self.source_code) or new_source(self.source_code)

    @property
    def choices(self) -> Choices:
        """What was chosen on the pages so far."""
        state = self.upload.state
        choices = Choices(
            columns=state.get("columns"),
            conventions=state.get("conventions"),
            meanings={(s, v): m for s, v, m in state.get("meanings", ())},
            answers=Answers(
                frozenset(state.get("accepted", ())), state.get("choices", {})
            ),
        )
        return choices if self.is_roster else organisation_choices(choices)

    def mapping(self) -> ColumnMapping:
        """Where each column stands now."""
        if self.is_roster:
            return roster_mapping(self.table, self.source, self.choices)
        return organisation_mapping(self.table, self.choices)

    def lacks_headings(self) -> bool:
        """The first row is read as headings and holds none that is known."""
        return self.has_header and not has_usual_heading(self.table, self.columns)

    def samples(self) -> dict[int, str]:
        """The first filled cells of each column, so that a person can recognise it."""
        found: dict[int, list[str]] = {}
        for row in self.table.rows[:50]:
            for position, cell in enumerate(row.cells):
                texts = found.setdefault(position, [])
                text = cell.strip()[:20]
                if text and text not in texts and len(texts) < _SAMPLES:
                    texts.append(text)
        return {position: "、".join(texts) for position, texts in found.items()}

    @cached_property
    def changes(self) -> RosterChanges | OrganisationChanges:
        """What the file would change."""
        if not self.is_roster:
            return preview_organisation(
                self.table, self.as_of, self.choices, correction=self.is_correction
            )
        terms = terms_of(
            self.source,
            self.as_of,
            partial=self.is_partial,
            correction=self.is_correction,
        )
        return preview_roster(self.table, self.source, terms, self.choices)

    def refusal(self) -> str:
        """Why the whole file can't be applied whatever it says, or nothing."""
        kind = (
            RosterImport.Kind.ROSTER
            if self.is_roster
            else RosterImport.Kind.ORGANISATION
        )
        source = self.source if self.is_roster else None
        if source is not None and source.pk is None:
            return ""
        try:
            refuse_older(kind, source, self.as_of, self.is_correction)
        except ImportRefused as error:
            return str(error)
        return ""

    def apply(
        self, *, base: str, confirmed: int | None, by: User, at: datetime
    ) -> RosterImport:
        """Apply what was shown and delete the file, or refuse (ImportRefused).

        `base` is the token of the check that the person saw; `confirmed` the number
        of leavers or closings that was typed. The comparison is done before the
        transaction begins.
        """
        changes = self.changes
        if changes.base != base:
            raise BaseChanged(
                _("確認した後に情報が変わったので、もう一度比べました。")
                + _("変わったところを確かめてから反映してください。")
            )
        content = bytes(self.upload.content)
        file = imported_file(content, self.upload.name, self.choices)
        with transaction.atomic():
            if isinstance(changes, RosterChanges):
                self._save_source(by, at)
                record = roster.apply(
                    changes=changes,
                    file=file,
                    confirmed_leavers=confirmed,
                    by=by,
                    at=at,
                )
            else:
                record = reorganisation.apply(
                    changes=changes,
                    file=file,
                    confirmed_closings=confirmed,
                    by=by,
                    at=at,
                )
            uploads.discard(upload=self.upload)
        return record

    def _save_source(self, by: User, at: datetime) -> None:
        """The column mapping is saved per source, for the next file."""
        state = self.upload.state
        columns = state.get("columns") or self.source.column_mapping
        dates = state.get("conventions") or self.source.date_conventions
        chosen = (columns, dates)
        is_same = (self.source.column_mapping, self.source.date_conventions) == chosen
        if self.source.pk is not None and is_same:
            return
        self.source.column_mapping, self.source.date_conventions = chosen
        save_source(source=self.source, by=by, at=at)
