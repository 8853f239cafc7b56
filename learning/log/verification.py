"""Does the log still say what it said? Reads only.

What this cannot find: the newest links cut off together with their entries. Whoever
needs that notes the last digest elsewhere now and then and compares.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from learning.log.actions import payload_digest
from learning.log.actions.groups import group_digest
from learning.log.actions.sealing import DELETED
from learning.log.chain import START, link_digest
from learning.log.models import PEOPLE, Entry, Group, Payload, Seal


@dataclass(slots=True)
class Verdict:
    """What was found: sentences per problem, and what was deleted by rule."""

    sealed: int = 0
    unsealed: int = 0
    last_digest: str = START
    problems: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing was altered."""
        return not self.problems


def verify() -> Verdict:
    """Walk the chain from its beginning."""
    verdict = Verdict(unsealed=Entry.objects.unsealed().count())
    rules = dict(_deletions())
    seals = Seal.objects.select_related("entry", "entry__payload").order_by("pk")
    for seal in seals.iterator(chunk_size=2000):
        verdict.sealed += 1
        _check_link(seal, verdict)
        _check_payload(seal.entry, rules, verdict)
        verdict.last_digest = seal.digest
    _check_groups(verdict)
    return verdict


def _check_link(seal: Seal, verdict: Verdict) -> None:
    if seal.previous != verdict.last_digest:
        verdict.problems.append(
            f"記録 {seal.entry_id} の前の記録が抜けたか、入れ替わっています。"
        )
    if link_digest(seal.entry, previous=seal.previous) != seal.digest:
        verdict.problems.append(
            f"記録 {seal.entry_id} は、封をした後に変わっています。"
        )


def _check_payload(entry: Entry, rules: dict[int, str], verdict: Verdict) -> None:
    payload: Payload | None = getattr(entry, "payload", None)
    detail = payload.detail if payload is not None else {}
    if payload_digest(salt=entry.salt, detail=detail) == entry.payload_digest:
        return
    if payload is not None:
        verdict.problems.append(f"記録 {entry.pk} の詳細は、書いた後に変わっています。")
    elif entry.pk in rules:
        verdict.deleted.append(f"記録 {entry.pk} の詳細は{rules[entry.pk]}")
    else:
        verdict.problems.append(
            f"記録 {entry.pk} の詳細がなく、削除した記録もありません。"
        )


def _check_groups(verdict: Verdict) -> None:
    """Each group that an entry with a payload names is there, as it was written."""
    groups = Group.objects.prefetch_related("members")
    for group in groups.iterator(chunk_size=200):
        people = [member.person_id for member in group.members.all()]
        if group_digest(people) != group.digest:
            verdict.problems.append(
                f"一覧で見られた人の組 {group.digest[:12]} が、書いた後に変わっています。"
            )
    named = Entry.objects.filter(subject_kind=PEOPLE, payload__isnull=False)
    for lost in named.exclude(subject_id__in=Group.objects.values("digest")):
        verdict.problems.append(f"記録 {lost.pk} の、見られた人の組がありません。")


def _deletions() -> Iterator[tuple[int, str]]:
    for entry in Entry.objects.filter(action=DELETED).select_related("payload"):
        detail = entry.payload.detail
        for key in detail["entries"]:
            yield (
                key,
                f" {entry.at:%Y-%m-%d} に規則「{detail['rule']}」で削除しました。",
            )
