"""Writes the report by department as a file."""

from argparse import ArgumentParser
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, cast

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.city.current import city
from learning.command_line import PlainCommand, read_day, why
from learning.literacy.models import Plan
from learning.people.accounts.identity import account_for
from learning.people.today import today
from learning.reports.actions.looks import record_export
from learning.reports.exports import Encoding, ExportFile, Format, export, loss_lines
from learning.reports.gaps_by_term import asked_report
from learning.reports.ground import Question
from learning.reports.organisation import Level, Organisation
from learning.reports.queries import substitutes
from learning.reports.readers import PUBLIC, UNSUPPRESSED, Reader, reader_of
from learning.reports.report import ReportRefusedError

STDOUT = Path("-")
Word = TypeVar("Word", bound=StrEnum)


class Command(PlainCommand):
    """Small figures are hidden unless the reader may see names, or --unsuppressed."""

    help = "部局別の到達状況を、基準日の人と所属で数えてファイルに書きます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Values are checked in handle(), which says in Japanese what to do.
        parser.add_argument("--plan", help="計画のコード（例 matsue）")
        parser.add_argument("--as-of", help="基準日（2026-03-31、R8.3.31 など）")
        parser.add_argument("--level", default="section", help="bureau, section, unit")
        parser.add_argument("--organisation", default="then", help="then, now")
        parser.add_argument("--reader", help="この職員番号の人に見える形で書く")
        parser.add_argument(
            "--unsuppressed",
            action="store_true",
            help="少人数の数字も書く（証跡に残ります）",
        )
        parser.add_argument(
            "--terms",
            action="store_true",
            help="所属間の差の、期ごとの推移も書く（JSON と Excel の注）",
        )
        parser.add_argument("--format", help="json, csv, xlsx")
        parser.add_argument("--encoding", help="CSV だけ：utf-8-sig, cp932")
        parser.add_argument("--out", help="書き出すファイル（- は標準出力）")

    def handle(self, *args: Any, **options: Any) -> None:
        form = _word(options["format"], "--format", Format)
        encoding = _encoding(options["encoding"], form)
        out = _out(options["out"])
        question = Question(
            plan=_plan(options["plan"]),
            as_of=_day(options["as_of"]),
            today=today(),
            level=_word(options["level"], "--level", Level),
            organisation=_word(options["organisation"], "--organisation", Organisation),
            with_terms=options["terms"],
        )
        reader, for_whom = _reader(options, question.today)
        try:
            report = asked_report(question, reader, city=city())
        except ReportRefusedError as refused:
            raise CommandError(str(refused)) from None
        file = export(report, form, encoding=encoding, substitutes=substitutes())
        record_export(
            report=report, file=file, for_whom=for_whom, by=None, at=timezone.now()
        )
        tell, place = self.stdout, str(out)
        if out == STDOUT:
            tell, place = self.stderr, _("標準出力")
            self._pass_on(file)
        else:
            _save(out, file)
        tell.write(
            _("%(out)s に %(lines)s 行を書きました（%(for_whom)s）。")
            % {"out": place, "lines": len(report.lines), "for_whom": for_whom}
        )
        if encoding is Encoding.CP932 and form is Format.CSV:
            tell.write(loss_lines(file.losses).strip())

    def _pass_on(self, file: ExportFile) -> None:
        """Write the bytes as they are to standard output; messages go elsewhere."""
        self.stdout.flush()
        stream = cast(Any, self.stdout).buffer
        stream.write(file.content)
        stream.flush()


def _word(value: str | None, option: str, words: type[Word]) -> Word:
    known = ", ".join(word.value for word in words)
    if not value:
        raise CommandError(
            _("%(option)s がありません。次のどれかを指定してください：%(known)s")
            % {"option": option, "known": known}
        )
    try:
        return words(value)
    except ValueError:
        raise CommandError(
            _("%(option)s の「%(value)s」は使えません。次のどれかです：%(known)s")
            % {"option": option, "value": value, "known": known}
        ) from None


def _encoding(value: str | None, form: Format) -> Encoding:
    if value is None:
        return Encoding.UTF_8_SIG
    encoding = _word(value, "--encoding", Encoding)
    if form is not Format.CSV:
        raise CommandError(_("--encoding は --format csv のときだけ使えます。"))
    return encoding


def _out(value: str | None) -> Path:
    if not value:
        raise CommandError(
            _("--out がありません。書き出すファイルを指定してください。")
        )
    path = Path(value)
    if path == STDOUT:
        return path
    if path.is_dir():
        raise CommandError(
            _("--out の「%s」はフォルダーです。ファイルの名前まで指定してください。")
            % value
        )
    if not path.parent.is_dir():
        raise CommandError(
            _("--out のフォルダー「%s」がありません。先に作ってください。")
            % path.parent
        )
    return path


def _plan(code: str | None) -> Plan:
    plan = Plan.objects.filter(code=code or "").first()
    if plan is not None:
        return plan
    codes = ", ".join(Plan.objects.order_by("code").values_list("code", flat=True))
    if not codes:
        raise CommandError(
            _("計画がまだありません。先に import_plan で取り込んでください。")
        )
    if not code:
        raise CommandError(_("--plan がありません。ある計画：%s") % codes)
    raise CommandError(
        _("計画「%(code)s」はありません。ある計画：%(codes)s")
        % {"code": code, "codes": codes}
    )


def _day(value: str | None) -> date:
    if not value:
        raise CommandError(
            _("--as-of がありません。基準日を 2026-03-31 のように指定してください。")
        )
    return read_day(value, "--as-of")


def _reader(options: dict[str, Any], today: date) -> tuple[Reader, str]:
    """Whose view is written, and how the log and the message name it."""
    staff = options["reader"]
    if staff and options["unsuppressed"]:
        raise CommandError(
            _("--reader と --unsuppressed は、どちらか一つだけを指定してください。")
        )
    if options["unsuppressed"]:
        return UNSUPPRESSED, _("少人数の数字も表示")
    if not staff:
        return PUBLIC, _("少人数の数字は非表示")
    user = account_for(staff, today=today)
    if user is None:
        raise CommandError(
            _("職員番号「%s」の人は、今日サインインできる職員の中にいません。") % staff
        )
    reader = reader_of(user, today=today)
    if reader.figures.is_empty:
        raise CommandError(
            _("職員番号「%s」の人には、集計を見る役割がありません。") % staff
        )
    return reader, _("職員番号 %s の人に見える形") % staff


def _save(out: Path, file: ExportFile) -> None:
    try:
        out.write_bytes(file.content)
    except OSError as wrong:
        raise CommandError(f"「{out}」{why(wrong)}") from None
