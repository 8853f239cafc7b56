"""Finish the attempts whose time is over; to be run every few minutes by a timer.

An attempt is also closed when its person looks at it again, so a missed run loses
nothing: the time that counts is the attempt's own end.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from learning.city.current import city
from learning.command_line import PlainCommand
from quizzes.actions import attempts


class Command(PlainCommand):
    """Close what is overdue and say how many."""

    help = "制限時間を過ぎた受験を、保存された解答で採点して終えます。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Close every attempt whose end and the city's grace are over."""
        grace = timedelta(seconds=city().save_grace_seconds)
        count = attempts.close_overdue(at=timezone.now(), grace=grace)
        self.stdout.write(f"{count} 件を終えました。")
