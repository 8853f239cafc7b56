"""Makes a file of a table of standings: XLSX, CSV in UTF-8, CSV in CP932.

CP932 can't carry every name: the file ends with what was changed, line by line.
"""

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.japanese.cp932 import ENCODING, Loss, encode_cp932
from learning.tabular.table import Table
from learning.tabular.writing import to_csv, to_xlsx, utf_8_sig

FORMATS: dict[str, Promise] = {
    "xlsx": gettext_lazy("Excel"),
    "csv": gettext_lazy("CSV（UTF-8）"),
    "csv-sjis": gettext_lazy("CSV（Shift_JIS）"),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def to_file(table: Table, form: str, *, name: str) -> HttpResponse:
    """The table as an attachment; 404 for an unknown form."""
    if form == "xlsx":
        return _attachment(to_xlsx(table), XLSX, f"{name}.xlsx")
    if form == "csv":
        content, _losses = to_csv(table, encode=utf_8_sig)
        return _attachment(content, "text/csv; charset=utf-8", f"{name}.csv")
    if form == "csv-sjis":
        content, losses = to_csv(table, encode=encode_cp932)
        content += _report(losses)
        return _attachment(content, "text/csv; charset=Shift_JIS", f"{name}-sjis.csv")
    raise Http404


def _report(losses: list[Loss]) -> bytes:
    if not losses:
        return b""
    heading = _("このファイルで置き換えた文字")
    lines = ["", heading, *(_line(loss) for loss in losses), ""]
    return "\r\n".join(lines).encode(ENCODING, errors="replace")


def _line(loss: Loss) -> str:
    becomes = loss.becomes if loss.becomes is not None else "〓"
    return f"{loss.codepoint},{becomes},{loss.count}"


def _attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
