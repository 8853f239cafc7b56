"""Log entries (証跡): who, when, what, on whom. No foreign keys to other apps."""

import secrets
from typing import Self

from django.db import models
from django.db.models import Q

PERSON, PEOPLE = "employee", "people"
"""Kinds of subject: one person by public id, several by their group's digest."""


def new_salt() -> str:
    """Random salt of one entry's digest, so that a deleted payload can't be guessed."""
    return secrets.token_hex(16)


class EntryQuerySet(models.QuerySet):
    """Entries by what they are about."""

    def about(self, kind: str, identity: str) -> Self:
        """Entries on one subject."""
        return self.filter(subject_kind=kind, subject_id=identity)

    def about_person(self, identity: str) -> Self:
        """Entries on one person, alone or among others."""
        groups = Member.objects.filter(person_id=identity)
        return self.filter(
            Q(subject_kind=PERSON, subject_id=identity)
            | Q(subject_kind=PEOPLE, subject_id__in=groups.values("group__digest"))
        )

    def unsealed(self) -> Self:
        """Entries that are in no chain yet, in the order of arrival."""
        return self.filter(seal__isnull=True).order_by("pk")


class Entry(models.Model):
    """One thing that somebody did, written in the change's own transaction.

    Actor and subject are plain ids with the text they had then, so that the entry
    outlives both. ``payload_digest`` covers the salted payload; the payload itself may
    be deleted by retention and the chain still holds.
    """

    at = models.DateTimeField(db_index=True)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)
    action = models.CharField(max_length=64, db_index=True)
    subject_kind = models.CharField(max_length=64, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    subject_label = models.CharField(max_length=200, blank=True)
    salt = models.CharField(max_length=32, default=new_salt)
    payload_digest = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["subject_kind", "subject_id"], name="log_entry_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_label} {self.action}"


class Payload(models.Model):
    """The personal detail of one entry; retention may delete it, never change it."""

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, related_name="payload", primary_key=True
    )
    detail = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"payload of {self.entry_id}"


class Seal(models.Model):
    """One link of the chain: seals an entry in the order of arrival."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"seal of {self.entry_id}"


class Group(models.Model):
    """Several people whom entries are about together, named by their ids' digest.

    Written once, however often they are looked at together: an entry on many people is
    one row, not one for each. The list belongs to the payloads of its entries.
    """

    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.digest


class Member(models.Model):
    """One person of a group, by public id."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    person_id = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "group"], name="log_member_once"
            ),
        ]

    def __str__(self) -> str:
        return self.person_id
