"""The people of the demo city that have a name in the tests and in the manual.

Each stands for one case that staff systems get wrong. Staff numbers are fixed; days hang
on the history (``Timeline``): fy is the fiscal year of its last day.

===========  ============  ===================================================
number       name          the case
===========  ============  ===================================================
000001       松平 清       the mayor (特別職)
000101       田中 花子     employee: joined this April, security course nearly done
000102       青木 さくら   nursery teacher at みどり保育園: one shared PC, no mailbox
000103       木村 直樹     head of 市民課
000104       高田 恵       推進リーダー of 市民課
000105       本田 修       部主管課担当 of 市民部
000106       小山 洋子     人事
000107       石井 誠       情報セキュリティ
000108       中野 彩       教材担当
000109       竹内 健一     企画
000110       古川 茂       内部監査担当 (the role ends)
000111       服部 亮       管理者
KffX0201     宮本 里美     会計年度: renewed each April under a new number
KffX0202, 3  岡本 順子     two part-time appointments at once (図書館・公民館)
000204       渡部 豊       定年退職, 再任用 (R00204) the day after
000205       山内 哲也     出向 to 上下水道局 this April
000206       大橋 徹       派遣 to a 一部事務組合
T00207       関 拓也       trainee from the prefecture (temporary number)
000208       近藤 進       部長 of 総務部, also 契約検査課長事務取扱
000209       丸山 清       書記長 of 選挙管理委員会: the unit has only 併任
000210       白石 美穂     育休 over 1 April
000211       安田 麻衣     部分休業: works shorter hours, so no absence
000212       菊地 香織     改姓 on 1 July (before: 内田)
000213       吉田 太郎     外字: delivered as 𠮷田, shown as 吉田 (a confirmed mapping)
000214       渡邉 学       外字: delivered with a private-use character
000215       平田 剛       moved on 1 October to a unit with a reused code
000216       早川 翼       transfer of next 1 April, not announced
H00217       野村 愛       派遣労働者
000219       成田 光      併任 at 選挙管理委員会, with 丸山
000218       星野 昇       promoted to head of the new 都市整備部 at the reorganisation
===========  ============  ===================================================
"""

from datetime import date

from learning.japanese.fiscal_year import fiscal_year_start
from learning.simulation.chance import PublicIds
from learning.simulation.noted import LONG_AGO, Noted
from learning.simulation.person import Person
from learning.simulation.timeline import Timeline

PRIVATE_USE = "\ue000"
CHARACTERS = {"𠮷": "吉", PRIVATE_USE: "邉"}
"""外字 and what the city writes instead, as a person confirmed it."""


def people_of_note(timeline: Timeline, *, seed: int) -> list[Person]:
    """All people of note, in the order of their numbers."""
    makers = (
        _leaders,
        _holders_of_roles,
        _more_holders_of_roles,
        _limited_appointments,
        _elsewhere,
        _several_posts,
        _absences_and_names,
        _reorganised,
    )
    ids = PublicIds(seed, "people-of-note")
    return [noted.person(ids) for make in makers for noted in make(timeline)]


def _leaders(timeline: Timeline) -> list[Noted]:
    return [
        Noted("mayor", "松平　清", "マツダイラ　キヨシ", born=1960)
        .employed("000001", kind="special")
        .posted("executive", "市長"),
        Noted("deputy_mayor", "秋山　礼子", "アキヤマ　レイコ", born=1963)
        .employed("000002", kind="special")
        .posted("executive", "副市長"),
        Noted("superintendent", "土屋　徹", "ツチヤ　トオル", born=1962)
        .employed("000003", kind="special", authority="education")
        .posted("education", "教育長"),
    ]


def _holders_of_roles(timeline: Timeline) -> list[Noted]:
    employee = (
        Noted("employee", "田中　花子", "タナカ　ハナコ", born=2002)
        .employed("000101", timeline.april)
        .posted("citizen", "主事")
        .marked("my-number")
    )
    shared = (
        Noted(
            "shared_employee",
            "青木　さくら",
            "アオキ　サクラ",
            born=1996,
            category="保育士",
        )
        .employed("000102", date(2019, 4, 1))
        .posted("midori", "保育士")
        .marked("shared-pc")
    )
    return [
        employee,
        shared,
        Noted("section_head", "木村　直樹", "キムラ　ナオキ", born=1972)
        .employed("000103")
        .posted("citizen", "課長"),
        Noted("leader", "高田　恵", "タカダ　メグミ", born=1990)
        .employed("000104", date(2013, 4, 1))
        .posted("citizen", "主任"),
        Noted("bureau_chaser", "本田　修", "ホンダ　オサム", born=1983)
        .employed("000105")
        .posted("citizen", "係長"),
        Noted("hr", "小山　洋子", "コヤマ　ヨウコ", born=1981)
        .employed("000106")
        .posted("personnel", "係長"),
    ]


def _more_holders_of_roles(timeline: Timeline) -> list[Noted]:
    return [
        Noted("security", "石井　誠", "イシイ　マコト", born=1984)
        .employed("000107")
        .posted("digital", "係長")
        .marked("system-owner"),
        Noted("editor", "中野　彩", "ナカノ　アヤ", born=1991)
        .employed("000108", date(2014, 4, 1))
        .posted("digital", "主任"),
        Noted("planner", "竹内　健一", "タケウチ　ケンイチ", born=1979)
        .employed("000109")
        .posted("digital", "課長補佐")
        .marked("policy-planner"),
        Noted("auditor", "古川　茂", "フルカワ　シゲル", born=1975)
        .employed("000110", authority="audit")
        .posted("audit", "主査"),
        Noted("administrator", "服部　亮", "ハットリ　リョウ", born=1993)
        .employed("000111", date(2016, 4, 1))
        .posted("digital", "主事")
        .marked("system-owner"),
    ]


def _limited_appointments(timeline: Timeline) -> list[Noted]:
    renewed = Noted("renewed_annual", "宮本　里美", "ミヤモト　サトミ", born=1978)
    double = Noted("two_part_times", "岡本　順子", "オカモト　ジュンコ", born=1970)
    for year in timeline.fiscal_years:
        begin, end = fiscal_year_start(year), fiscal_year_start(year + 1)
        cause = "hired" if year == timeline.fiscal_years[0] else "renewed"
        numbers = [f"K{year % 100:02d}{serial:05d}" for serial in (201, 202, 203)]
        title = "会計年度任用職員"
        for noted, number, work, kind in (
            (renewed, numbers[0], "general", "main"),
            (double, numbers[1], "library", "main"),
            (double, numbers[2], "hall", "concurrent"),
        ):
            authority = "mayor" if work == "general" else "education"
            noted.employed(
                _own(number), begin, end, kind="annual_part", cause=cause,
                authority=authority,
            ).posted(work, title, kind=kind)  # fmt: skip
    return [
        renewed,
        double,
        Noted(
            "reappointed", "渡部　豊", "ワタナベ　ユタカ", born=timeline.april.year - 61
        )
        .employed("000204", ends_on=timeline.april)
        .posted("general", "課長補佐")
        .employed("R00204", timeline.april, kind="reappointed", cause="reappointed")
        .posted("general", "主任"),
    ]


def _elsewhere(timeline: Timeline) -> list[Noted]:
    april = timeline.april
    return [
        Noted("seconded", "山内　哲也", "ヤマウチ　テツヤ")
        .employed("000205", ends_on=april)
        .posted("planning", "主任")
        .employed("W00205", april, authority="water", cause="seconded")
        .posted("water-office", "係長", cause="transferred"),
        Noted("dispatched", "大橋　徹", "オオハシ　トオル")
        .employed("000206")
        .posted("personnel", "主任")
        .posted("personnel", "主任", april, kind="dispatched")
        .absent("dispatched", april, fiscal_year_start(timeline.fiscal_year + 2)),
        Noted("trainee", "関　拓也", "セキ　タクヤ", born=1995)
        .employed("T00207", april, timeline.next_april, kind="trainee")
        .posted("planning", "研修生"),
        Noted("agency", "野村　愛", "ノムラ　アイ", born=1992)
        .employed("H00217", date(timeline.fiscal_year - 1, 7, 1), kind="agency")
        .posted("general", "派遣職員"),
    ]


def _several_posts(timeline: Timeline) -> list[Noted]:
    return [
        Noted("acting_head", "近藤　進", "コンドウ　ススム", born=1968)
        .employed("000208")
        .posted("general-affairs", "部長")
        .posted("contracts", "課長事務取扱", timeline.april, kind="acting"),
        Noted("joint_only", "丸山　清", "マルヤマ　キヨシ", born=1974)
        .employed("000209")
        .posted("general", "課長補佐")
        .posted("election", "書記長", kind="joint"),
        Noted("joint_clerk", "成田　光", "ナリタ　ヒカル", born=1994)
        .employed("000219", date(2017, 4, 1))
        .posted("general", "主事")
        .posted("election", "書記", kind="joint"),
    ]


def _absences_and_names(timeline: Timeline) -> list[Noted]:
    year = timeline.fiscal_year
    married = date(year - 1, 7, 1)
    return [
        Noted("parental_leave", "白石　美穂", "シライシ　ミホ", born=1993)
        .employed("000210", date(2016, 4, 1))
        .posted("planning", "主事")
        .absent("leave", date(year, 1, 10), date(year + 1, 1, 10)),
        Noted("shorter_hours", "安田　麻衣", "ヤスダ　マイ", born=1989)
        .employed("000211", date(2012, 4, 1))
        .posted("citizen", "主任"),
        Noted("renamed", "菊地　香織", "キクチ　カオリ", born=1994)
        .employed("000212", date(2017, 4, 1))
        .posted("residents-tax", "主事")
        .named("内田　香織", "ウチダ　カオリ", date(2017, 4, 1), married)
        .named("菊地　香織", "キクチ　カオリ", married),
        Noted("mapped_character", "吉田　太郎", "ヨシダ　タロウ")
        .employed("000213")
        .posted("livelihood", "主任")
        .named("吉田　太郎", "ヨシダ　タロウ", LONG_AGO, delivered="𠮷田　太郎"),
        Noted("private_use_character", "渡邉　学", "ワタナベ　マナブ")
        .employed("000214")
        .posted("roads", "主任")
        .named(
            "渡邉　学", "ワタナベ　マナブ", LONG_AGO, delivered=f"渡{PRIVATE_USE}　学"
        ),
    ]


def _reorganised(timeline: Timeline) -> list[Noted]:
    october, april = timeline.october, timeline.april
    return [
        Noted("reused_code", "平田　剛", "ヒラタ　ツヨシ", born=1976)
        .employed("000215")
        .posted("siting", "主査", ends_on=october)
        .posted("furusato", "室長", october, cause="promoted"),
        Noted("not_announced", "早川　翼", "ハヤカワ　ツバサ", born=1992)
        .employed("000216", date(2015, 4, 1))
        .posted("planning", "主任", ends_on=timeline.next_april)
        .posted("future", "係長", timeline.next_april, cause="promoted"),
        Noted("new_bureau_head", "星野　昇", "ホシノ　ノボル", born=1969)
        .employed("000218")
        .posted("roads", "課長補佐", ends_on=april)
        .posted("works-bureau", "部長", april, cause="promoted"),
    ]


def _own(number: str) -> str:
    """Numbers of people of note have an X, so that they meet no generated one."""
    return f"{number[:3]}X{number[4:]}"
