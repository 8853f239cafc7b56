"""Oblige who joined an audience since: ``assign_newcomers``, once a day by a timer."""

from typing import Any

from django.utils import timezone

from learning.campaigns.actions.requirements import assign
from learning.campaigns.models import Cycle
from learning.command_line import PlainCommand
from learning.people.today import today


class Command(PlainCommand):
    help = "受講指定の対象に新しく入った人（採用・異動・復職）に、受講を指定します。"

    def handle(self, *args: Any, **options: Any) -> None:
        cycles = Cycle.objects.running(today()).filter(due_on__gte=today())
        for cycle in cycles.select_related("requirement"):
            added = assign(cycle=cycle, by=None, at=timezone.now())
            self.stdout.write(
                f"{cycle.requirement}（{cycle}）: {added} 人を加えました。"
            )
