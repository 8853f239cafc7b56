"""What importing a file would do to the bank: item by item, before anything is written.

Knows codes, objectives and what is in the bank already; writes nothing.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from learning.japanese.wareki import DateError, parse_date
from learning.japanese.width import fold
from learning.objectives.codes import CODE_PATTERN
from learning.objectives.models import Objective
from quizzes.actions.items import version_digest
from quizzes.exchange import pictures
from quizzes.exchange.parcel import ExchangedItem, Status
from quizzes.item_types import DocumentInvalid, read_document
from quizzes.models import Item
from quizzes.models.image import address_of

UNSORTED = ("imported", "取り込んだ問題（未分類）")
LONGEST = {"source": 300, "responsible": 60}
NOT_IN_CODES = re.compile(r"[^a-z0-9]+")
OWN_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="image:([^"]*)"[^>]*>')


class Change(StrEnum):
    """What happens to the bank."""

    NEW = "new"
    DRAFT = "draft"
    SAME = "same"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Planned:
    """One item of the file: what it becomes, and what is said about it."""

    item: ExchangedItem
    change: Change
    code: str = ""
    objective: tuple[str, str] = ("", "")
    dates: tuple[date | None, date | None] = (None, None)
    said: tuple[str, ...] = ()

    @property
    def status(self) -> Status:
        """Taken, approximated or refused."""
        return self.item.status

    @property
    def reason(self) -> str:
        """Why, and what else is to be known."""
        return " ".join(part for part in (self.item.reason, *self.said) if part)

    def to_json(self) -> dict[str, str]:
        """Return the line of the report."""
        return {
            "place": self.item.place,
            "title": self.item.title,
            "type": self.item.type,
            "status": str(self.status),
            "reason": self.reason,
            "code": self.code,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """What a whole file would do."""

    form: str
    filename: str
    items: tuple[Planned, ...]

    def count(self, status: str) -> int:
        """How many items have this status."""
        return sum(each.status == status for each in self.items)

    @property
    def taken(self) -> int:
        """How many are taken whole."""
        return self.count(Status.TAKEN)

    @property
    def approximated(self) -> int:
        """How many are taken with a part of them changed."""
        return self.count(Status.APPROXIMATED)

    @property
    def refused(self) -> int:
        """How many can't be taken."""
        return self.count(Status.REFUSED)

    @property
    def changed(self) -> int:
        """How many items of the bank are new or get another draft."""
        return sum(each.change in {Change.NEW, Change.DRAFT} for each in self.items)

    @property
    def same(self) -> int:
        """How many are in the bank already, as they are."""
        return sum(each.change is Change.SAME for each in self.items)

    def to_json(self) -> dict[str, Any]:
        """Return the report as the command prints it."""
        return {
            "format": self.form,
            **{status: self.count(status) for status in Status},
            "unchanged": self.same,
            "items": [each.to_json() for each in self.items],
        }


def plan(
    items: Sequence[ExchangedItem],
    *,
    form: str,
    filename: str,
    objective: Objective | None = None,
) -> Plan:
    """Return what importing would do.

    Parameters
    ----------
    items : as ``quizzes.exchange.read_file`` returns them: checked documents.
    objective : for items whose file names none that is known here.
    """
    planner = Planner(form, objective)
    return Plan(form, filename, tuple(planner.plan(item) for item in items))


def image_name(data: bytes) -> str:
    """Return the name under which a picture is kept."""
    return f"{hashlib.sha256(data).hexdigest()}.{pictures.kind_of(data)}"


def content_digest(item_type: str, document: Mapping[str, Any]) -> str:
    """Return what two items have in common that ask the same in the same way."""
    return version_digest(
        item_type=item_type, document=dict(document), objective_code=""
    )


class Planner:
    """Holds the items of one file against the bank, one after the other."""

    def __init__(self, form: str, objective: Objective | None) -> None:
        self.form = form
        self.default = objective
        self.objectives = _known_objectives()
        self.bank = _digests_of_bank()
        self.codes = {item.code: item for item in Item.objects.all()}
        self.seen: dict[str, str] = {}
        self.used: Counter[str] = Counter()

    def plan(self, item: ExchangedItem) -> Planned:
        """Return what becomes of one item."""
        if item.refused:
            return Planned(item, Change.NONE)
        item, dates = _readable(_with_addresses(item))
        digest = content_digest(item.type, item.document)
        objective = self._objective(item)
        code = _usable_code(item.code)
        if digest in self.seen and not code:
            said = _(
                "同じ問題がこのファイルの%(place)sにあります。一つだけ取り込みます。"
            )
            said = said % {"place": self.seen[digest]}
            return Planned(
                item, Change.SAME, self._code_of(digest), objective, said=(said,)
            )
        self.seen.setdefault(digest, item.place)
        if code:
            return self._of_code(item, code, objective, dates)
        if digest in self.bank:
            said = _("問題 %(code)s と同じなので、変えません。")
            found = self.bank[digest]
            said = said % {"code": found}
            return Planned(item, Change.SAME, found, objective, said=(said,))
        return self._new(item, self._code_of(digest), objective, dates)

    def _of_code(
        self,
        item: ExchangedItem,
        code: str,
        objective: tuple[str, str],
        dates: tuple[date | None, date | None],
    ) -> Planned:
        self.used[code] += 1
        if self.used[code] > 1:
            text = _("コード「%(code)s」がファイルに二度あります。分けてください。")
            refused = replace(item, refused=text % {"code": code})
            return Planned(refused, Change.NONE)
        known = self.codes.get(code)
        if known is None:
            return self._new(item, code, objective, dates)
        if known.locked:
            text = _("問題 %(code)s は編集できないようにしてあるので、変えません。")
            return Planned(replace(item, refused=text % {"code": code}), Change.NONE)
        if not item.objective and not item.category:
            objective = (known.objective.code, known.objective.title)
        planned = Planned(item, Change.DRAFT, code, objective, dates)
        if _is_same(known.get_latest_revision_as_object(), planned):
            said = _("問題 %(code)s と同じなので、変えません。") % {"code": code}
            return replace(planned, change=Change.SAME, said=(said,))
        said = _("問題 %(code)s の下書きを、この内容に変えます。") % {"code": code}
        return replace(planned, said=(said,))

    def _new(
        self,
        item: ExchangedItem,
        code: str,
        objective: tuple[str, str],
        dates: tuple[date | None, date | None],
    ) -> Planned:
        said = []
        if item.code and code != item.code:
            text = _("コード「%(old)s」を「%(new)s」にします。")
            said.append(text % {"old": item.code, "new": code})
        if fold(objective[0]) not in self.objectives:
            text = _("学習目標「%(title)s」を新しく作ります。")
            said.append(text % {"title": objective[1]})
            self.objectives[fold(objective[0])] = objective
        return Planned(item, Change.NEW, code, objective, dates, tuple(said))

    def _code_of(self, digest: str) -> str:
        return f"{self.form.replace('_', '-')}-{digest[:12]}"

    def _objective(self, item: ExchangedItem) -> tuple[str, str]:
        """Return code and title; a new one where nothing known is named."""
        names = [item.objective, *reversed(item.category)]
        for name in names:
            known = self.objectives.get(fold(name)) if name else None
            if known:
                return known
        if self.default is not None:
            return self.default.code, self.default.title
        title = next((name for name in names if name), "")[:200]
        if not title:
            return UNSORTED
        return f"imported-{hashlib.sha256(fold(title).encode()).hexdigest()[:8]}", title


def _known_objectives() -> dict[str, tuple[str, str]]:
    rows = Objective.objects.filter(retired_on__isnull=True)
    pairs = list(rows.values_list("code", "title"))
    by_title = {fold(title): (code, title) for code, title in pairs}
    return by_title | {fold(code): (code, title) for code, title in pairs}


def _digests_of_bank() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, kind, raw in Item.objects.values_list("code", "type", "document"):
        try:
            document = read_document(kind, raw).to_json()
        except DocumentInvalid:
            continue
        found.setdefault(content_digest(kind, document), code)
    return found


def _is_same(draft: Item, planned: Planned) -> bool:
    item = planned.item
    try:
        document = read_document(draft.type, draft.document).to_json()
    except DocumentInvalid:
        return False
    return (
        content_digest(draft.type, document) == content_digest(item.type, item.document)
        and draft.objective.code == planned.objective[0]
        and draft.source == (item.source or draft.source)
        and draft.responsible == (item.responsible or draft.responsible)
        and draft.review_on == (planned.dates[0] or draft.review_on)
        and draft.law_effective_on == (planned.dates[1] or draft.law_effective_on)
    )


def _usable_code(code: str) -> str:
    plain = NOT_IN_CODES.sub("-", fold(code)).strip("-")[:60].strip("-")
    return plain if re.match(CODE_PATTERN, plain) else ""


def _readable(
    item: ExchangedItem,
) -> tuple[ExchangedItem, tuple[date | None, date | None]]:
    """Read the dates and cut what is too long; both are noted."""
    notes = list(item.notes)
    review_on = _day(item.review_on, _("見直し期限"), notes)
    law_on = _day(item.law_effective_on, _("施行日"), notes)
    cut = {}
    for name, longest in LONGEST.items():
        text = getattr(item, name).replace("\x00", "")
        if len(text) > longest:
            word = _("根拠") if name == "source" else _("所管")
            notes.append(
                _("%(word)sを%(longest)s字で切りました。")
                % {"word": word, "longest": longest}
            )
        cut[name] = text[:longest]
    return replace(item, notes=tuple(notes), **cut), (review_on, law_on)


def _day(text: str, word: str, notes: list[str]) -> date | None:
    if not text.strip():
        return None
    try:
        return parse_date(text.strip())
    except DateError:
        said = _("%(word)s「%(text)s」を日付として読めないので、空にしました。")
        notes.append(said % {"word": word, "text": text[:40]})
        return None


def _with_addresses(item: ExchangedItem) -> ExchangedItem:
    """Let stems name their pictures by the address that they will have here."""
    notes = list(item.notes)

    def address(found: re.Match[str]) -> str:
        data = item.images.get(found[1])
        if data is not None:
            return found[0].replace(f"image:{found[1]}", address_of(image_name(data)))
        notes.append(
            _("画像「%(name)s」がファイルにないので、除きました。") % {"name": found[1]}
        )
        return ""

    document = _changed_texts(item.document, address)
    try:
        document = read_document(item.type, document).to_json()
    except DocumentInvalid as invalid:
        return replace(item, refused=str(invalid))
    return replace(item, document=document, notes=tuple(notes))


def _changed_texts(value: Any, address: Any) -> Any:
    if isinstance(value, dict):
        return {name: _changed_texts(each, address) for name, each in value.items()}
    if isinstance(value, list):
        return [_changed_texts(each, address) for each in value]
    return OWN_IMAGE.sub(address, value) if isinstance(value, str) else value
