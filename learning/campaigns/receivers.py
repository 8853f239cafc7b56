"""Hears what happened below and calls an action; knows nothing else."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from learning.campaigns.actions.newcomers import assign_newcomers
from learning.people.signals import people_changed


@receiver(people_changed)
def oblige_newcomers(**_: Any) -> None:
    """Who joined is obliged once the import stands; what fails there is made up for.

    After the transaction: an import is long enough. A failure is logged, and the
    nightly ``assign_newcomers`` finds everybody who was missed.
    """
    transaction.on_commit(
        lambda: assign_newcomers(by=None, at=timezone.now()), robust=True
    )
