"""Knows how a file without headings or without rows is told. Pure."""

from collections.abc import Sequence

from learning.people.roster.file_columns import Column, heading_key
from learning.tabular.errors import RowError, Severity
from learning.tabular.raw_table import RawTable


def has_usual_heading(table: RawTable, columns: Sequence[Column]) -> bool:
    """Whether at least one heading is a usual one."""
    usual = {heading for column in columns for heading in column.headings}
    return any(heading_key(heading) in usual for heading in table.header)


def only_headings(table: RawTable) -> RowError:
    """A file that ends after its headings: whoever is in it has not left."""
    return RowError(
        table.name,
        table.header_line,
        "",
        "",
        "見出しのほかに行がありません。",
        "行のあるファイルを選んでください。1行目も中身なら、列の対応で"
        "「1行目は見出しではない」を選んでください。",
    )


def missing_columns(
    table: RawTable, columns: Sequence[Column], labels: Sequence[str]
) -> RowError:
    """Columns that a file must have and that were not found.

    Where not one usual heading stands in the first row, it is probably no heading.
    """
    names = "、".join(labels)
    if has_usual_heading(table, columns):
        reason = f"「{names}」の列が分かりません。"
        mend = "列の対応で、どの列かを選んでください。"
    elif table.header_line == 0:
        reason = f"見出しのないファイルなので、「{names}」の列が分かりません。"
        mend = "取込みの画面の「列の対応」で一度選んでください。次からは覚えています。"
    else:
        reason = (
            f"{table.header_line}行目に、知っている見出しが一つもありません"
            f"（要るもの：{names}）。"
        )
        mend = (
            "見出しの上の題名などの行を削るか、列の対応で列を選んでください。1行目から中身なら"
            "「1行目は見出しではない」（コマンドでは --no-header）を選んでください。"
        )
    return RowError(table.name, table.header_line, names, "", reason, mend)


def several_sheets(table: RawTable) -> list[RowError]:
    """A workbook of which one sheet of several was read."""
    if len(table.sheets) < 2:
        return []
    others = "、".join(table.sheets[1:])
    reason = (
        f"ブックに表示されているシートが {len(table.sheets)} 枚あります。"
        f"最初の「{table.sheets[0]}」だけを読みました（ほかに：{others}）。"
    )
    mend = "違うシートなら、そのシートだけのブックか CSV にして選び直してください。"
    return [RowError(table.name, 0, "", "", reason, mend, Severity.WARNING)]
