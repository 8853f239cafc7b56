"""Lines of the log for one reader: who was where then, and what is not yet announced.

Reads only; a page of entries costs the same few queries whatever their number.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.city.models import City
from learning.log.actions import SYSTEM, payload_digest
from learning.log.models import PEOPLE, Entry, Member
from learning.people.audit.details import Detail, Names, details_of
from learning.people.audit.sentences import sentence_of
from learning.people.models import Employee, EmployeeName, Posting, User
from learning.people.unannounced import tells

# Subjects whose ids are codes that people use; the others' ids are of the database.
CODED = {
    "account",
    "department",
    "item",
    "objective",
    "page",
    "plan",
    "quiz",
    "requirement",
    "roster_source",
    "scheme",
    "term",
}
MOST_NAMED = 20
"""A larger group is counted: nobody reads more names in one line."""
Noted = dict[int, dict[str, Any]]
"""What each entry's payload says, by the entry's key."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the reader may see it."""

    entry: Entry
    sentence: str
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stay:
    """Where a person was, or what they were called, from a day until before another."""

    text: str
    starts_on: date
    ends_on: date | None

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


class People:
    """Names and departments of the people that some entries are about, by day."""

    def __init__(self, entries: Sequence[Entry], noted: Noted) -> None:
        self._noted = noted
        days = [_day_of(entry.at) for entry in entries]
        first, after = min(days), max(days) + timedelta(days=1)
        self._of_user = dict(
            User.objects.filter(pk__in=_numbers(e.actor_id for e in entries))
            .exclude(employee=None)
            .values_list("pk", "employee_id")
        )
        asked = _uuids(text for entry in entries for text in self._ids_in(entry))
        self._of_id = dict(
            Employee.objects.filter(public_id__in=asked).values_list("public_id", "pk")
        )
        keys = {*self._of_user.values(), *self._of_id.values()}
        postings = Posting.objects.overlapping(first, after)
        mains = postings.filter(kind=Posting.Kind.MAIN, employee__in=keys)
        self._units = _stays(mains, "department__name")
        names = EmployeeName.objects.overlapping(first, after)
        self._names = _stays(names.filter(employee__in=keys), "name")

    def actor(self, entry: Entry) -> str:
        """Who did it, with the department of that day."""
        if not entry.actor_id.isdigit():
            return _("システム") if entry.actor_label == SYSTEM else entry.actor_label
        key = self._of_user.get(int(entry.actor_id))
        return self._with_unit(key, entry.actor_label, _day_of(entry.at))

    def named(self, public_id: str, day: date, label: str = "") -> str:
        """A person of a public id; ``label`` where nothing more is known."""
        key = self._key(public_id)
        name = self._at(self._names, key, day) or label
        return _("職員 %s") % self._with_unit(key, name, day) if name else ""

    def in_details(self, entry: Entry) -> dict[str, str]:
        """Those whom the entry's details name, by public id."""
        day = _day_of(entry.at)
        found = {each: self.named(each, day) for each in self._ids_in(entry)}
        return {public_id: name for public_id, name in found.items() if name}

    def _ids_in(self, entry: Entry) -> list[str]:
        detail = self._noted[entry.pk]
        several = detail.get("people")
        listed = [str(each) for each in several] if isinstance(several, list) else []
        return [entry.subject_id, str(detail.get("employee") or ""), *listed]

    def _with_unit(self, key: int | None, name: str, day: date) -> str:
        return f"{self._at(self._units, key, day)} {name}".strip()

    def _key(self, public_id: str) -> int | None:
        found = _uuids([public_id])
        return self._of_id.get(found[0]) if found else None

    @staticmethod
    def _at(stays: dict[int, list[_Stay]], key: int | None, day: date) -> str:
        held = stays.get(key, []) if key else []
        return next((stay.text for stay in held if stay.covers(day)), "")


def lines_for(entries: Iterable[Entry], *, secret: set[str]) -> list[Line]:
    """Entries (with their payloads) in words; whole lines hidden that tell a secret.

    Parameters
    ----------
    secret : names and codes that the reader must not see yet.
    """
    rows = list(entries)
    if not rows:
        return []
    noted = _noted(rows)
    people = People(rows, noted)
    requirements, settings = _requirements(noted), _settings()
    lines = []
    for entry in rows:
        names = Names(people.in_details(entry), requirements, settings)
        details = details_of(noted[entry.pk], names)
        raw = json.dumps(noted[entry.pk], ensure_ascii=False)
        line = _line(entry, details, people)
        lines.append(_unless_secret(line, raw, secret))
    return lines


def _stays(rows: QuerySet[Any], text: str) -> dict[int, list[_Stay]]:
    found: dict[int, list[_Stay]] = {}
    values = rows.values_list("employee_id", text, "starts_on", "ends_on")
    for key, words, starts_on, ends_on in values:
        found.setdefault(key, []).append(_Stay(words, starts_on, ends_on))
    return found


def _line(entry: Entry, details: list[Detail], people: People) -> Line:
    known = {detail.key: detail.text for detail in details}
    subject = _subject(entry, people, _day_of(entry.at))
    known |= {"actor": people.actor(entry), "subject": subject}
    sentence = sentence_of(entry.action, known)
    return Line(entry, sentence, (*details, *_about_the_entry(entry)))


def _unless_secret(line: Line, raw: str, secret: set[str]) -> Line:
    entry = line.entry
    said = [line.sentence, entry.subject_label, entry.subject_id, raw]
    said += [detail.text for detail in line.details]
    if tells(" ".join(said), secret):
        return Line(entry, _("（発令前のため、まだ表示しません）"))
    return line


def _subject(entry: Entry, people: People, day: date) -> str:
    if entry.subject_kind == "employee":
        label = "" if entry.action.startswith("assignment.") else entry.subject_label
        return people.named(entry.subject_id, day, label)
    return f"「{entry.subject_label}」" if entry.subject_label else ""


def _about_the_entry(entry: Entry) -> list[Detail]:
    found = [Detail("entry", _("記録の番号"), str(entry.pk))]
    if entry.subject_id and entry.subject_kind in CODED:
        found.insert(0, Detail("code", _("対象のコード"), entry.subject_id))
    empty = payload_digest(salt=entry.salt, detail={})
    if not hasattr(entry, "payload") and entry.payload_digest != empty:
        found.insert(0, Detail("gone", _("詳細"), _("規則により削除されました。")))
    return found


def _noted(entries: Sequence[Entry]) -> Noted:
    """Each entry's details; a small group of people by its members, not its number."""
    found = {e.pk: dict(e.payload.detail) for e in entries if hasattr(e, "payload")}
    digests = {
        entry.subject_id
        for entry in entries
        if entry.subject_kind == PEOPLE
        and found.get(entry.pk, {}).get("people", MOST_NAMED + 1) <= MOST_NAMED
    }
    members: dict[str, list[str]] = {}
    rows = Member.objects.filter(group__digest__in=digests).order_by("pk")
    for digest, person in rows.values_list("group__digest", "person_id"):
        members.setdefault(digest, []).append(person)
    for entry in entries:
        detail = found.setdefault(entry.pk, {})
        if entry.subject_id in members:
            detail["people"] = members[entry.subject_id]
    return found


def _requirements(noted: Noted) -> dict[str, str]:
    """Titles of the requirements that details name, as the log itself knows them."""
    codes = {str(detail.get("requirement") or "") for detail in noted.values()} - {""}
    rows = Entry.objects.filter(subject_kind="requirement", subject_id__in=codes)
    return dict(rows.order_by("pk").values_list("subject_id", "subject_label"))


def _uuids(texts: Iterable[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _numbers(texts: Iterable[str]) -> list[int]:
    return [int(text) for text in texts if text.isdigit()]


def _day_of(at: datetime) -> date:
    return timezone.localdate(at)


def _settings() -> dict[str, str]:
    fields = City._meta.concrete_fields
    return {field.name: str(field.verbose_name) for field in fields}
