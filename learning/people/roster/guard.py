"""Knows which files may not be taken in at all. Pure."""

from learning.japanese.my_number import my_number_columns
from learning.tabular.errors import TableError
from learning.tabular.raw_table import RawTable


def refuse_my_numbers(table: RawTable) -> None:
    """Refuse a file with a column of My Numbers, mapped or not.

    Raises TableError, which names the column's place and heading and no value.
    """
    found = my_number_columns(table.header, (row.cells for row in table.rows))
    if not found:
        return
    places = "、".join(f"{position + 1}列目" for position in found)
    raise TableError(
        table.name,
        f"個人番号（マイナンバー）と思われる列があります（{places}）。"
        "このファイルは何も取り込まず、保存もしていません。",
        "その列を削除したファイルを作り直してから、もう一度選んでください。",
    )
