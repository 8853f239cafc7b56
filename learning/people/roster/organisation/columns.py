"""Knows the columns of an organisation file and the usual headings. Pure."""

from enum import StrEnum

from learning.people.roster.file_columns import Column


class Field(StrEnum):
    """What a column of an organisation file may mean."""

    CODE = "code"
    NAME = "name"
    SHORT_NAME = "short_name"
    PARENT = "parent"
    LEVEL = "level"
    ORDER = "order"
    AUTHORITY = "authority"
    STARTS_ON = "starts_on"
    CLOSES_ON = "closes_on"
    SUCCESSORS = "successors"


ORGANISATION_COLUMNS = (
    Column(
        Field.CODE,
        "所属コード",
        ("所属コード", "所属cd", "組織コード", "部署コード", "コード", "課コード"),
        is_needed=True,
    ),
    Column(
        Field.NAME,
        "所属名",
        ("所属名", "所属名称", "組織名", "部署名", "名称", "所属"),
        is_needed=True,
    ),
    Column(Field.SHORT_NAME, "略称", ("略称", "所属略称", "略名")),
    Column(
        Field.PARENT,
        "上位所属コード",
        ("上位所属コード", "上位コード", "親所属コード", "上位組織コード", "上位所属"),
    ),
    Column(
        Field.LEVEL,
        "区分",
        ("区分", "所属区分", "組織区分", "階層", "レベル", "組織階層"),
    ),
    Column(
        Field.ORDER,
        "建制順",
        ("建制順", "表示順", "並び順", "順番", "順序", "建制番号"),
    ),
    Column(Field.AUTHORITY, "任命権者", ("任命権者", "任命権者名", "任命権者区分")),
    Column(
        Field.STARTS_ON,
        "設置年月日",
        ("設置年月日", "設置日", "開始年月日", "新設年月日", "有効開始日"),
        is_date=True,
    ),
    Column(
        Field.CLOSES_ON,
        "廃止年月日",
        ("廃止年月日", "廃止日", "終了年月日", "有効終了日"),
        is_date=True,
        ends=True,
    ),
    Column(
        Field.SUCCESSORS,
        "移行先所属コード",
        (
            "移行先所属コード",
            "承継先コード",
            "承継先所属コード",
            "移行先コード",
            "移行先",
        ),
    ),
)
LABELS = {column.code: column.label for column in ORGANISATION_COLUMNS}
REQUIRED = tuple(Field(c.code) for c in ORGANISATION_COLUMNS if c.is_needed)
