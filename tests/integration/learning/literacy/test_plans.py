"""Taking in plans: revisions, and the commands around them."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from learning.city.models import City
from learning.literacy.actions import attainment
from learning.literacy.models import (
    Attainment,
    Literacy,
    Plan,
    PlanRevision,
    Qualification,
    StateLink,
)
from learning.log.models import Entry
from learning.people.models import AppointingAuthority, EmploymentType
from learning.people.today import today
from tests.factories.literacy import (
    EvidenceFactory,
    load_plan,
    small_plan,
    small_plan_text,
)

pytestmark = pytest.mark.django_db


def run(*arguments, **options):
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def plan_file(tmp_path):
    def write(**values):
        path = tmp_path / "plan.toml"
        path.write_text(small_plan_text(**values), encoding="utf-8")
        return str(path)

    return write


def test_the_matsue_plan_is_stored_in_parts():
    revision = load_plan("matsue")
    assert revision.states.count() == 7
    assert revision.effects.get(code="E2").states.count() == 3
    assert revision.terms.count() == 4
    assert Literacy.objects.get(code="L4").targets.count() == 4
    assert StateLink.objects.filter(certainty="joint").count() == 10
    assert set(Qualification.objects.values_list("code", flat=True)) == {"ip", "fe"}
    assert City.objects.get().active_plan == "matsue"
    assert Entry.objects.get(action="plan.revise").subject_id == "matsue"


@pytest.mark.parametrize("name", ["matsue", "yamaga", "iwanuma", "hyuga"])
def test_every_shipped_plan_loads_by_its_name(name):
    run("import_plan", name)
    assert Plan.objects.get().code == name


def test_the_first_plan_stays_the_citys():
    load_plan("hyuga")
    load_plan("matsue")
    assert City.objects.get().active_plan == "hyuga"


def test_a_second_plan_is_told_that_another_is_the_citys(plan_file):
    assert "使う計画は" not in run("import_plan", "hyuga")
    assert "使う計画は hyuga のままです" in run("import_plan", plan_file())


def test_the_same_file_changes_nothing(plan_file):
    run("import_plan", plan_file())
    assert "変わりありません" in run("import_plan", plan_file())
    assert PlanRevision.objects.count() == 1


def test_a_changed_file_is_a_new_revision_in_force_from_its_day(plan_file):
    run("import_plan", plan_file())
    run("import_plan", plan_file(mark="0.7"), effective_on="R8.4.1")
    plan = Plan.objects.get()
    in_force = PlanRevision.objects.in_force
    assert in_force(plan, date(2020, 3, 31)) is None
    assert in_force(plan, date(2026, 3, 31)).number == 1
    assert in_force(plan, date(2026, 4, 1)).number == 2
    run("import_plan", plan_file(mark="0.7"))
    assert plan.revisions.count() == 2


def test_a_changed_file_with_its_old_day_leaves_past_days_alone(plan_file):
    run("import_plan", plan_file())
    told = run("import_plan", plan_file(mark="0.7"))
    assert "過去の報告は変わりません" in told
    plan = Plan.objects.get()
    in_force = PlanRevision.objects.in_force
    assert in_force(plan, today() - timedelta(days=1)).number == 1
    assert in_force(plan, today()).number == 2
    assert "変わりありません" in run("import_plan", plan_file(mark="0.7"))


def test_a_correction_holds_from_the_files_day_and_is_logged(plan_file):
    run("import_plan", plan_file())
    run("import_plan", plan_file(mark="0.7"))
    told = run("import_plan", plan_file(mark="0.7"), correction=True)
    assert "R2.4.1 から昨日までの日についての報告" in told
    assert "前に取り込んだ版のまま" in told
    plan = Plan.objects.get()
    assert PlanRevision.objects.in_force(plan, date(2020, 4, 1)).number == 3
    logged = Entry.objects.filter(action="plan.revise").order_by("pk").last()
    assert logged.payload.detail["is_correction"] is True
    again = run("import_plan", plan_file(mark="0.7"), correction=True)
    assert "変わりありません" in again
    assert plan.revisions.count() == 3


def test_a_day_raised_in_the_file_is_taken_and_its_past_is_told(plan_file):
    run("import_plan", plan_file())
    told = run("import_plan", plan_file(mark="0.7", effective_on="2026-04-01"))
    assert "R8.4.1 から昨日までの日についての報告" in told
    assert Plan.objects.get().revisions.get(number=2).effective_on == date(2026, 4, 1)


def test_a_new_name_moves_nobodys_attainment(plan_file):
    run("import_plan", plan_file())
    EvidenceFactory(on=date(2024, 6, 1))
    attainment.rebuild()
    kept = list(Attainment.objects.values_list())
    renamed = small_plan_text().replace('"力"', '"新しい力"')
    path = Path(plan_file())
    path.write_text(renamed, encoding="utf-8")
    assert "到達の変更 0 件" in run("import_plan", str(path))
    assert attainment.rebuild().total == 0
    assert list(Attainment.objects.values_list()) == kept


def test_the_import_tells_what_resolves_to_nothing(plan_file):
    told = run("import_plan", plan_file())
    assert "L1: テスト「q」がありません。" in told
    assert "見つからないもの 1 件" in told


def test_an_authority_that_is_not_there_is_told(plan_file):
    scope = '[authorities]\ncodes = ["mayor", "fire"]\nsource = "P.3"\n\n[[terms]]'
    AppointingAuthority.objects.create(code="mayor", name="市長部局")
    path = Path(plan_file())
    path.write_text(small_plan_text().replace("[[terms]]", scope, 1), encoding="utf-8")
    told = run("import_plan", str(path))
    assert "計画の範囲: 任命権者「fire」がありません。" in told
    assert "「mayor」" not in told


def test_going_back_to_an_earlier_text_is_a_revision_too(plan_file):
    for mark in ("0.6", "0.7", "0.6"):
        run("import_plan", plan_file(mark=mark))
    assert Plan.objects.get().revisions.count() == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (small_plan_text(mark="7"), ["何も変えていません", "mark", "「7」"]),
        ("[[", ["TOML"]),
    ],
)
def test_a_wrong_file_changes_nothing_and_says_why(tmp_path, content, words):
    path = tmp_path / "plan.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError) as caught:
        run("import_plan", str(path))
    assert all(word in str(caught.value) for word in words)
    assert not Plan.objects.exists()


def test_a_missing_file_and_a_wrong_date_are_told(plan_file):
    with pytest.raises(CommandError, match=r"nowhere.toml」はありません"):
        run("import_plan", "nowhere.toml")
    with pytest.raises(CommandError, match="日付"):
        run("import_plan", plan_file(), effective_on="R8.2.30")


def test_check_plan_lists_what_resolves_to_nothing(capsys):
    load_plan("matsue")
    EmploymentType.objects.create(code="regular", name="正規")
    out = StringIO()
    with pytest.raises(CommandError, match="見つかりません"):
        call_command("check_plan", stdout=out)
    listed = out.getvalue()
    assert "L4: コース「security-basics」がありません。" in listed
    assert "L3: テストの区分「itpass-basics-test › strategy」がありません。" in listed
    assert "L5: 区分「system-owner」がありません。" in listed
    assert "正規" not in listed
    assert "regular" not in listed
    assert "資格" not in listed


def test_check_plan_without_a_plan_says_what_to_do():
    with pytest.raises(CommandError, match="import_plan"):
        run("check_plan", "nowhere")


def test_check_plan_is_content_when_all_is_there():
    from tests.factories.quizzes import QuizFactory

    QuizFactory(code="q")
    small_plan()
    assert "すべて見つかりました" in run("check_plan", "small")
