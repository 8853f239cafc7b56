"""The one report object as JSON, CSV or XLSX; every file says what the screen says.

Knows formats; must not count, roll up or hide anything. Decided here:

- A hidden figure is ``null`` in JSON, with the reason in ``suppressed``, and 「－」 in CSV
  and XLSX, with the reason in 備考. Figures that only this reader sees carry
  ``"small": true`` and are named in 備考.
- CSV repeats day, plan, revision and organisation in each row, since it has no title.
- A CP932 file ends, after an empty line, with a report of the characters that were
  changed or could not be written; it is there also when it has nothing to report.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from learning.japanese.cp932 import GETA, Loss, encode_cp932
from learning.reports.report import DepartmentReport, Figure, Gap, ReportLine
from learning.reports.report_table import note_of, report_table
from learning.tabular.writing import to_csv, to_xlsx, utf_8_sig


class Format(StrEnum):
    """What kind of file."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class Encoding(StrEnum):
    """How a CSV file is written."""

    UTF_8_SIG = "utf-8-sig"
    CP932 = "cp932"


CONTENT_TYPES = {
    Format.JSON: "application/json; charset=utf-8",
    Format.CSV: "text/csv",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file, and what its encoding changed or could not carry."""

    name: str
    content_type: str
    content: bytes
    losses: tuple[Loss, ...] = ()


def export(
    report: DepartmentReport,
    form: Format,
    *,
    encoding: Encoding = Encoding.UTF_8_SIG,
    substitutes: Mapping[str, str] | None = None,
) -> ExportFile:
    """Write the report as a file.

    Parameters
    ----------
    report : as made for its reader.
    form : JSON in UTF-8, CSV in ``encoding``, or an Excel workbook.
    substitutes : the city's own 代替文字, for CP932.
    """
    losses: Sequence[Loss] = ()
    if form is Format.JSON:
        content = to_json(report)
    elif form is Format.XLSX:
        content = to_xlsx(report_table(report))
    elif encoding is Encoding.CP932:
        content, losses = to_cp932(report, substitutes or {})
    else:
        content, _nothing = to_csv(report_table(report, is_flat=True), encode=utf_8_sig)
    name = f"departments-{report.plan_code}-{report.as_of.isoformat()}.{form.value}"
    return ExportFile(name, CONTENT_TYPES[form], content, tuple(losses))


def to_json(report: DepartmentReport) -> bytes:
    """Write the report as the documented JSON object."""
    document: dict[str, Any] = {
        "plan": report.plan_code,
        "revision": report.revision,
        "as_of": report.as_of.isoformat(),
        "organisation": report.organisation.value,
        "threshold": report.threshold,
        "rows": [_row(report, one) for one in report.lines],
        "gaps": _gaps(report, report.gaps),
    }
    if report.gaps_by_term:
        document["gaps"]["terms"] = [
            {
                "term": one.term,
                "as_of": one.as_of.isoformat(),
                "revision": one.revision,
                **_gaps(report, one.gaps),
            }
            for one in report.gaps_by_term
        ]
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _gaps(report: DepartmentReport, gaps: Mapping[str, Gap]) -> dict[str, Any]:
    """Shares of 0..1 over the units whose figures are shown; none for fewer than two."""
    parts = {"literacies": report.literacies, "states": report.states}
    return {
        part: {
            measure.code: {
                "units": gap.units,
                "p10": gap.low,
                "p90": gap.high,
                "smallest": gap.smallest,
                "largest": gap.largest,
            }
            for measure in measures
            if (gap := gaps.get(measure.key)) is not None
        }
        for part, measures in parts.items()
    }


def _row(report: DepartmentReport, one: ReportLine) -> dict[str, Any]:
    row: dict[str, Any] = {
        "code": one.line.key,
        "name": one.line.name,
        "level": one.line.level,
        "parent": one.line.parent,
        "headcount": one.headcount,
        "excluded": {"absent": one.absent, "outside": one.outside},
        "apart": dict(one.apart),
        "literacies": {
            measure.code: _cell(one.figures[measure.key])
            for measure in report.literacies
        },
        "states": {
            measure.code: {
                **_cell(one.figures[measure.key]),
                "certainty": measure.certainty,
            }
            for measure in report.states
        },
    }
    note = note_of(one)
    return {**row, "note": note} if note else row


def _cell(figure: Figure) -> dict[str, Any]:
    cell = {
        "audience": figure.audience,
        "attained": figure.attained,
        "share": figure.share,
        "target": figure.target,
        "suppressed": figure.suppressed.value if figure.suppressed else None,
    }
    return {**cell, "small": True} if figure.is_small else cell


def to_cp932(
    report: DepartmentReport, substitutes: Mapping[str, str]
) -> tuple[bytes, list[Loss]]:
    """Write CSV for old systems, ending with what was changed on the way."""

    def encode(text: str) -> tuple[bytes, list[Any]]:
        return encode_cp932(text, substitutes=substitutes)

    content, losses = to_csv(report_table(report, is_flat=True), encode=encode)
    return content + loss_lines(losses).encode("cp932"), losses


def loss_lines(losses: Sequence[Loss]) -> str:
    """The report at the end of a CP932 file, itself in characters that CP932 has."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([])
    writer.writerow([_("文字の変換の記録（Shift_JIS（CP932）で書けない文字）")])
    if not losses:
        writer.writerow([_("変えた文字、書けなかった文字はありません。")])
        return buffer.getvalue()
    writer.writerow([_("文字コード"), _("この文書での字"), _("箇所"), _("内容")])
    for loss in losses:
        what = _("書けない字") if loss.becomes is None else _("置き換えた字")
        writer.writerow([loss.codepoint, loss.becomes or GETA, loss.count, what])
    return buffer.getvalue()
