"""Calibrates a mock examination's own scale on the results so far."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from learning.command_line import PlainCommand
from quizzes.actions import exam_scales
from quizzes.errors import NotCalibrated
from quizzes.models import MockExam


class Command(PlainCommand):
    """``calibrate_mock_exam CODE``."""

    help = (
        "模擬試験の問題の難しさを、これまでの結果から見積もり直します。以後の結果の画面に、"
        "Choudo 独自の尺度の値が出ます。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", help="模擬試験のテストのコード")

    def handle(self, *args: Any, **options: Any) -> None:
        """Calibrate and tell on how many people and items."""
        code = options["code"]
        exam = MockExam.objects.select_related("quiz").filter(quiz__code=code).first()
        if exam is None:
            raise CommandError(
                f"模擬試験「{code}」はありません。open_mock_exam で開けます。"
            )
        try:
            scale = exam_scales.calibrate(exam=exam, by=None, at=timezone.now())
        except NotCalibrated as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{scale.person_count} 人の結果から、{len(scale.intercepts)} 問の難しさを"
            "見積もりました。"
        )
