"""simulate_city: a believable invented city with its history, for trying things out."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import CommandError

from learning.command_line import PlainCommand
from learning.people.today import today
from learning.simulation.city import CityNotEmpty, Order, simulate
from learning.simulation.groundwork import load_groundwork
from learning.simulation.timeline import Timeline


class Command(PlainCommand):
    """Loads the Matsue plan and the curriculum where they are missing, then the city."""

    help = (
        "見本の市（架空の組織・職員・受講の履歴）を作る。空のデータベースでだけ動く。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--staff", type=int, default=600, help="職員数")
        parser.add_argument("--seed", type=int, default=1, help="乱数の種")
        parser.add_argument("--years", type=int, default=2, help="履歴の年数")
        parser.add_argument(
            "--until",
            type=date.fromisoformat,
            default=None,
            help="履歴の最後の日 YYYY-MM-DD（省略すると今日）",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the city; the same options give the same rows."""
        try:
            order = Order(
                staff=options["staff"],
                seed=options["seed"],
                years=options["years"],
                until=options["until"] or today(),
            )
            Timeline(order.until, order.years)
        except ValueError as error:
            raise CommandError(str(error)) from error
        load_groundwork(say=self.stdout.write)
        try:
            simulate(order, by=None, say=self.stdout.write)
        except CityNotEmpty as error:
            raise CommandError(
                "職員がすでに登録されています。見本の市は空のデータベースにだけ作れます。"
                "別のデータベースを DATABASE_URL で指定してください。"
            ) from error
