"""The page, its files and the names behind its figures."""

import csv
import io
import json
import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from learning.log.models import Entry
from learning.people.models import Role
from tests.integration.learning.reports.small_city import SmallCity

pytestmark = pytest.mark.django_db
PAGE = "/reports/departments/"
APRIL = {"as_of": "2026-04-01", "level": "section"}


def as_role(client, town, role, **where):
    client.force_login(town.user(f"the-{role}", role, **where))
    return client


def text_of(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text)


def rows_of(response, caption):
    """Texts of the cells of one table, row by row."""
    table = response.content.decode().split(f'id="{caption}-caption"')[1]
    table = table.split("</table>")[0].split("<tbody>")[1]
    return [
        [
            re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip()
            for cell in re.findall(r"<t[hd][ >].*?</t[hd]>", row, re.S)
        ]
        for row in table.split("</tr>")
        if "<t" in row
    ]


def people_url(**asked):
    base = {"plan": "matsue", "measure": "literacy:L4", "organisation": "then"}
    return f"{reverse('reports:people')}?{urlencode({**base, **APRIL, **asked})}"


def test_the_planner_sees_figures_in_official_order_without_links(client, town):
    response = as_role(client, town, Role.PLANNER).get(PAGE, APRIL)
    rows = rows_of(response, "literacies")
    assert [row[0] for row in rows] == [
        "○○市",
        "総務部",
        "部付",
        "人事課",
        "財政課",
        "選管 （併任のみ 2人）",
        "市民部",
        "市民課",
        "保険課",
        "税務課",
    ]
    # 総務部 on 1 April: 10 people, 1 on leave; L1 1 of 2 is small, L4 1 of 9
    assert rows[1][1:3] == ["10", "休業等 1"]
    assert "人数が少ないため表示しません" in rows[1][3]
    assert rows[1][4].startswith("11.1 % 1／9 人")
    assert "目標 80 %" in text_of(response)
    assert rows[4][4] == "− 人数が少ないため表示しません"
    assert rows[5][4] == "対象なし"
    assert "/reports/people/" not in response.content.decode()


def test_the_state_map_has_states_as_rows(client, town):
    response = as_role(client, town, Role.PLANNER).get(PAGE, APRIL)
    rows = rows_of(response, "map")
    assert [row[0] for row in rows] == ["S1 状態S1", "S2 状態S2"]
    assert rows[0][2] == "・ 対応なし"
    assert "確定" in rows[0][3]
    assert "4／29" in rows[0][1]
    assert "暫定" in rows[1][1]


def test_the_chart_says_in_words_what_it_draws(client, town):
    response = as_role(client, town, Role.PLANNER).get(PAGE, APRIL | {"chart": "L4"})
    html = response.content.decode()
    desc = re.search(r"<desc[^>]*>(.*?)</desc>", html, re.S).group(1)
    # 市民部: 20 counted on 1 April, 3 attained
    assert "総務部 11.1 %（1／9）。市民部 15.0 %（3／20）。期の目標は 80 %。" in desc


def test_hr_sees_exact_figures_that_open_their_names(client, town):
    response = as_role(client, town, Role.HR).get(PAGE, APRIL)
    rows = rows_of(response, "literacies")
    assert "1／3 人 少人数" in rows[4][4]
    assert "department=0102&amp;measure=literacy%3AL4" in response.content.decode()


def test_a_leader_sees_the_own_section_and_its_small_figures(client, town):
    as_role(client, town, Role.LEADER, department="0102")
    response = client.get(PAGE)
    rows = rows_of(response, "literacies")
    assert [row[0] for row in rows] == ["財政課"]
    assert "1／3 人 少人数" in rows[0][4]
    assert "市民課" not in text_of(response)


def test_a_leader_of_nothing_at_this_level_is_told_so(client, town):
    as_role(client, town, Role.LEADER, department="0102")
    response = client.get(PAGE, {"level": "bureau"})
    assert "見られる所属がありません" in text_of(response)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"as_of": "2027-04-01"}, "まだ来ていません"),
        ({"as_of": "2019-04-01"}, "効力のある版がありません"),
    ],
)
def test_a_day_that_cannot_be_shown_is_explained(client, town, asked, words):
    as_role(client, town, Role.PLANNER)
    assert words in text_of(client.get(PAGE, asked))
    file = client.get(reverse("reports:departments_file", args=["json"]), asked)
    assert file.status_code == 400
    assert words in text_of(file)


def test_a_day_that_is_none_is_an_error_of_its_field(client, town):
    response = as_role(client, town, Role.PLANNER).get(PAGE, {"as_of": "2026-02-30"})
    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.content.decode()


def test_without_a_plan_the_page_says_who_can_make_it_so(client, db):
    as_role(client, SmallCity(plan=None), Role.PLANNER)
    assert "計画がまだありません" in text_of(client.get(PAGE))
    assert client.get(people_url(department="city")).status_code == 403


def test_who_has_no_role_sees_nothing(client, town):
    client.force_login(town.user("clerk", employee=town.people["0201"][0]))
    for url in (PAGE, people_url(department="0201")):
        assert client.get(url).status_code == 403
    client.logout()
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize("role", [Role.PLANNER, Role.HR])
def test_every_file_says_what_the_screen_says(client, town, role):
    as_role(client, town, role)
    screen = {
        row[0].split()[0]: row[4]
        for row in rows_of(client.get(PAGE, APRIL), "literacies")
    }
    url = reverse("reports:departments_file", args=["json"])
    rows = json.loads(client.get(url, APRIL).content)["rows"]
    assert [row["name"] for row in rows] == list(screen)
    for row in rows:
        cell, shown = row["literacies"]["L4"], screen[row["name"]]
        if cell["suppressed"]:
            assert shown.startswith("−")
        elif cell["audience"]:
            assert f"{cell['attained']}／{cell['audience']} 人" in shown
        else:
            assert shown == "対象なし"
    url = reverse("reports:departments_file", args=["csv"])
    content = client.get(url, APRIL).content.decode("utf-8-sig")
    for row, line in zip(rows, csv.DictReader(io.StringIO(content)), strict=True):
        cell = row["literacies"]["L4"]
        assert (line["L4 対象"] == "－") == bool(cell["suppressed"])
        if not cell["suppressed"]:
            assert int(line["L4 到達"]) == cell["attained"]


def test_a_file_is_logged_and_named(client, town):
    as_role(client, town, Role.PLANNER)
    response = client.get(reverse("reports:departments_file", args=["xlsx"]), APRIL)
    assert response["Content-Disposition"] == (
        'attachment; filename="departments-matsue-2026-04-01.xlsx"'
    )
    entry = Entry.objects.get(action="report.export")
    assert (entry.subject_id, entry.actor_label) == ("matsue", "the-planner")


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_other_files_are_not_there(client, town, form):
    as_role(client, town, Role.PLANNER)
    url = reverse("reports:departments_file", args=[form])
    assert client.get(url, APRIL).status_code == 404
    url = reverse("reports:departments_file", args=["csv"])
    assert client.get(url, {**APRIL, "encoding": "sjis"}).status_code == 404


@pytest.mark.parametrize(
    ("line", "measure", "attained", "audience"),
    [
        ("0102", "literacy:L4", 1, 3),
        ("0201", "literacy:L4", 3, 9),
        ("01", "state:S2", 1, 9),
        ("01:direct", "literacy:L1", 1, 1),
        ("city", "literacy:L4", 4, 29),
    ],
)
def test_names_are_those_that_the_figure_counted(
    client, town, line, measure, attained, audience
):
    as_role(client, town, Role.HR)
    counted = {}
    for shows in ("attained", "missing", "all"):
        url = people_url(department=line, measure=measure, shows=shows)
        response = client.get(url)
        assert f"到達 {attained}／対象 {audience} 人" in text_of(response)
        counted[shows] = response.context["numbers"].paginator.count
    assert counted == {
        "attained": attained,
        "missing": audience - attained,
        "all": audience,
    }


def test_the_list_names_the_mover_in_the_new_unit(client, town):
    as_role(client, town, Role.HR)
    mover = town.people["0102"][-1]
    response = client.get(people_url(department="0102", shows="attained"))
    assert mover.names.get().name.replace("　", " ") in text_of(response)
    assert str(mover.public_id) in response.content.decode()
    assert "R7.6.1〜" in text_of(response)


def test_each_person_on_the_list_finds_the_look_in_the_own_record(client, town):
    as_role(client, town, Role.HR)
    client.get(people_url(department="0102", shows="all"))
    looked = Entry.objects.filter(action="attainment.view", subject_kind="employee")
    assert set(looked.values_list("subject_id", flat=True)) == {
        str(employee.public_id) for employee in town.people["0102"]
    }


def test_names_are_refused_outside_the_scope_and_for_the_past(client, town):
    as_role(client, town, Role.LEADER, department="0102")
    assert client.get(people_url(department="0101")).status_code == 403
    assert client.get(people_url(department="city")).status_code == 403
    assert client.get(people_url(department="0102")).status_code == 403
    today = people_url(department="0102", as_of="2026-11-20")
    assert client.get(today).status_code == 200


def test_the_planner_gets_no_names(client, town):
    as_role(client, town, Role.PLANNER)
    assert client.get(people_url(department="0201")).status_code == 403


@pytest.mark.parametrize(
    "asked",
    [
        {"department": "9999"},
        {"department": "0102", "measure": "literacy:L9"},
        {"department": "0102", "measure": ""},
        {"department": "0102", "shows": "everything"},
        {"department": "0102", "as_of": "x"},
        {"department": "0102", "plan": "nowhere"},
    ],
)
def test_a_list_that_is_not_there(client, town, asked):
    as_role(client, town, Role.HR)
    assert client.get(people_url(**asked)).status_code == 404


def test_few_queries(client, town, django_assert_max_num_queries):
    as_role(client, town, Role.HR)
    client.get(PAGE, APRIL)
    with django_assert_max_num_queries(30):
        client.get(PAGE, APRIL)


def test_evidence_opens_for_those_who_may_see_results(client, town):
    evidence = "11111111-2222-4333-8444-555555555555"
    mover = town.people["0102"][-1]
    mover.attainments.update(rests_on=[evidence])
    url = people_url(department="0102", shows="attained", as_of="2026-11-20")
    address = reverse("literacy:evidence", args=[evidence])
    as_role(client, town, Role.HR)
    assert f'href="{address}"' in client.get(url).content.decode()
    as_role(client, town, Role.LEADER, department="0102")
    page = client.get(url).content.decode()
    assert str(mover.public_id) in page
    assert address not in page


def test_many_lines_are_folded_by_bureau_and_open_by_address(client, town, monkeypatch):
    monkeypatch.setattr("learning.reports.page.MANY_LINES", 5)
    planner = as_role(client, town, Role.PLANNER)
    folded = planner.get(PAGE, {**APRIL, "level": "section"})
    names = [row[0] for row in rows_of(folded, "literacies")]
    # 総務部 has 部付 and three sections below it, 市民部 three sections
    assert names == ["○○市", "総務部 4 行を開く ：総務部", "市民部 3 行を開く ：市民部"]
    opened = planner.get(PAGE, {**APRIL, "level": "section", "open": "02"})
    names = [row[0] for row in rows_of(opened, "literacies")]
    assert names[2:] == ["市民部 閉じる ：市民部", "市民課", "保険課", "税務課"]
    whole = planner.get(PAGE, {**APRIL, "level": "section", "open": "all"})
    assert len(rows_of(whole, "literacies")) == 10


def test_the_gap_over_the_terms_is_shown_where_asked(client, town):
    planner = as_role(client, town, Role.PLANNER)
    assert "gap-course" not in planner.get(PAGE, APRIL).content.decode()
    response = planner.get(PAGE, {**APRIL, "level": "section", "terms": "1"})
    rows = rows_of(response, "course")
    assert [row[0][:2] for row in rows] == ["L1", "L4", "S1", "S2"]
    # two terms: 31 March 2026 ends the first, 1 April is the report's day
    assert all(len(row) == 3 for row in rows)
    terms = planner.get(
        reverse("reports:departments_file", args=["json"]),
        {**APRIL, "level": "section", "terms": "1"},
    ).json()["gaps"]["terms"]
    assert [(one["term"], one["as_of"]) for one in terms] == [
        ("R6-R7", "2026-03-31"),
        ("R8-R9", "2026-04-01"),
    ]
    # the past term's gap is that of the report made for its last day
    past = planner.get(
        reverse("reports:departments_file", args=["json"]),
        {**APRIL, "level": "section", "as_of": "2026-03-31"},
    ).json()["gaps"]
    assert terms[0]["literacies"] == past["literacies"]
    assert terms[0]["states"] == past["states"]
