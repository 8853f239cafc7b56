"""Knows the columns of a roster file and the usual Japanese headings. Pure."""

from enum import StrEnum

from learning.people.roster.file_columns import Column


class Field(StrEnum):
    """What a column of a roster may mean."""

    NUMBER = "number"
    OLD_NUMBER = "old_number"
    PERSON_KEY = "person_key"
    NAME = "name"
    KANA = "kana"
    DEPARTMENT_CODE = "department_code"
    DEPARTMENT_NAME = "department_name"
    APPOINTED_TITLE = "appointed_title"
    POST_TITLE = "post_title"
    EMPLOYMENT_TYPE = "employment_type"
    JOB_CATEGORY = "job_category"
    POSTING_KIND = "posting_kind"
    HIRED_ON = "hired_on"
    EFFECTIVE_ON = "effective_on"
    TERM_FROM = "term_from"
    TERM_UNTIL = "term_until"
    LEFT_ON = "left_on"
    ABSENCE = "absence"
    ABSENCE_FROM = "absence_from"
    ABSENCE_UNTIL = "absence_until"


def _dates(stem: str, *suffixes: str) -> tuple[str, ...]:
    return tuple(f"{stem}{suffix}" for suffix in suffixes)


ROSTER_COLUMNS = (
    Column(
        Field.NUMBER,
        "職員番号",
        (
            "職員番号",
            "職員コード",
            "職員no",
            "職員id",
            "社員番号",
            "個人コード",
            "番号",
        ),
        is_needed=True,
    ),
    Column(
        Field.OLD_NUMBER,
        "旧職員番号",
        ("旧職員番号", "旧番号", "前職員番号", "変更前職員番号", "旧職員コード"),
    ),
    Column(
        Field.PERSON_KEY,
        "市の個人キー",
        ("個人キー", "市の個人キー", "統一個人キー", "人事id", "個人識別キー"),
    ),
    Column(
        Field.NAME,
        "氏名",
        ("氏名", "職員氏名", "漢字氏名", "氏名漢字", "名前"),
        is_needed=True,
    ),
    Column(
        Field.KANA,
        "フリガナ",
        (
            "フリガナ",
            "ふりがな",
            "カナ氏名",
            "氏名カナ",
            "氏名フリガナ",
            "カナ",
            "氏名かな",
            "かな氏名",
            "職員氏名カナ",
            "職員カナ氏名",
        ),
    ),
    Column(
        Field.DEPARTMENT_CODE,
        "所属コード",
        ("所属コード", "所属cd", "所属番号", "部署コード", "組織コード", "課コード"),
    ),
    Column(
        Field.DEPARTMENT_NAME,
        "所属名",
        ("所属名", "所属", "所属名称", "部署名", "部署", "組織名", "課名"),
    ),
    Column(Field.APPOINTED_TITLE, "補職名", ("補職名", "補職", "役職名", "役職")),
    Column(Field.POST_TITLE, "職名", ("職名", "職名称", "職", "職位", "職階")),
    Column(
        Field.EMPLOYMENT_TYPE,
        "任用形態",
        ("任用形態", "任用区分", "職員区分", "雇用形態", "雇用区分", "職員種別"),
    ),
    Column(Field.JOB_CATEGORY, "職種", ("職種", "職種名", "職種区分", "職種名称")),
    Column(
        Field.POSTING_KIND,
        "本務兼務区分",
        (
            "本務兼務区分",
            "本務兼務",
            "兼務区分",
            "本兼区分",
            "主務兼務区分",
            "発令区分",
        ),
    ),
    Column(
        Field.HIRED_ON,
        "採用年月日",
        ("採用年月日", "採用日", "採用日付", "入庁年月日", "入庁日"),
        is_date=True,
    ),
    Column(
        Field.EFFECTIVE_ON,
        "発令年月日",
        ("発令年月日", "発令日", "異動年月日", "異動日", "異動発令日", "配属年月日"),
        is_date=True,
    ),
    Column(
        Field.TERM_FROM,
        "任用期間（自）",
        (
            *_dates("任用期間", "自", "開始", "始", "開始日", "から"),
            *_dates("任期", "自", "開始", "始", "開始日", "始期"),
            *_dates("任用", "開始日", "開始年月日"),
        ),
        is_date=True,
    ),
    Column(
        Field.TERM_UNTIL,
        "任用期間（至）",
        (
            *_dates("任用期間", "至", "終了", "終", "終了日", "まで", "満了日"),
            *_dates("任期", "至", "終了", "終", "終了日", "満了日", "終期"),
            *_dates("任用", "終了日", "終了年月日"),
        ),
        is_date=True,
        ends=True,
    ),
    Column(
        Field.LEFT_ON,
        "退職年月日",
        ("退職年月日", "退職日", "退職予定日", "離職年月日", "退職発令日"),
        is_date=True,
        ends=True,
    ),
    Column(
        Field.ABSENCE,
        "休業等区分",
        ("休業等区分", "休業区分", "休職区分", "休職休業区分", "休業等", "在職区分"),
    ),
    Column(
        Field.ABSENCE_FROM,
        "休業等（自）",
        (
            *_dates("休業等", "自", "開始", "開始日", "開始年月日"),
            *_dates("休業", "自", "開始日", "開始年月日"),
            *_dates("休職", "自", "開始日", "開始年月日"),
            *_dates("休業期間", "自"),
        ),
        is_date=True,
    ),
    Column(
        Field.ABSENCE_UNTIL,
        "休業等（至）",
        (
            *_dates("休業等", "至", "終了", "終了日", "終了年月日"),
            *_dates("休業", "至", "終了日", "終了年月日"),
            *_dates("休職", "至", "終了日", "終了年月日"),
            *_dates("休業期間", "至"),
        ),
        is_date=True,
        ends=True,
    ),
)
LABELS = {column.code: column.label for column in ROSTER_COLUMNS}
REQUIRED = tuple(Field(c.code) for c in ROSTER_COLUMNS if c.is_needed)
