"""prepare_demo: everything that `make demo` needs before the server starts."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from learning.command_line import PlainCommand
from learning.people.today import today
from learning.simulation.city import Order
from learning.simulation.demo import Demo, holds_a_real_city, is_free
from learning.simulation.sign_ins import as_table, read_sign_ins
from learning.simulation.timeline import Timeline

SEED = 1
# Below it only the machine's administrator may listen.
FIRST_FREE_PORT = 1024
LAST_PORT = 65535


class Command(PlainCommand):
    """Prepares the demonstration; done once, a second run takes seconds."""

    help = "見本の市を用意し、役割ごとの利用者を表示する（make demo から呼ばれる）。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--port", type=int, default=8000, help="使うポート")
        parser.add_argument("--staff", type=int, default=600, help="職員数")
        parser.add_argument("--years", type=int, default=2, help="履歴の年数")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the steps that are left, then say how to sign in."""
        port = options["port"]
        _refuse_port(port)
        if holds_a_real_city():
            raise CommandError(
                "このデータベースには、見本ではない職員か利用者がいます。何もしていません。"
                "見本の市は別のデータベースに作ってください。"
                "例：make demo DATABASE_URL=sqlite:///var/demo.sqlite3"
            )
        demo = Demo(folder=self._folder(), order=_order(options), say=self._detail)
        self._run(demo)
        url = f"http://127.0.0.1:{port}"
        self.stdout.write(as_table(read_sign_ins(demo.sign_ins_path), url=url))
        self.stdout.write(
            f"\n{url}/ で使えます。終わるときは Ctrl-C を押してください。"
        )

    def _run(self, demo: Demo) -> None:
        steps = demo.steps()
        for number, step in enumerate(steps, start=1):
            label = f"[{number}/{len(steps)}] {step.name}"
            if not step.is_needed():
                continue
            self.stdout.write(f"{label} …")
            self.stdout.flush()
            begun = time.monotonic()
            step.do()
            self.stdout.write(f"{label} {time.monotonic() - begun:.0f} 秒")

    def _detail(self, line: str) -> None:
        self.stdout.write(f"      {line}")
        self.stdout.flush()

    def _folder(self) -> Path:
        return Path(getattr(settings, "DEMO_DIR", settings.VAR_DIR / "demo"))


def _refuse_port(port: int) -> None:
    if not 1 <= port <= LAST_PORT:
        raise CommandError(
            f"ポート {port} はありません。1 から {LAST_PORT} までの番号で"
            "始めてください。例：make demo PORT=8001"
        )
    if not is_free(port):
        other = port + 1 if FIRST_FREE_PORT <= port < LAST_PORT else 8001
        raise CommandError(
            f"ポート {port} は使われているか、使う許可がありません。"
            f"別の番号で始めてください。例：make demo PORT={other}"
        )


def _order(options: dict[str, Any]) -> Order:
    try:
        order = Order(
            staff=options["staff"], seed=SEED, years=options["years"], until=today()
        )
        Timeline(order.until, order.years)
    except ValueError as error:
        raise CommandError(str(error)) from error
    return order
