"""わたしの記録: one's own attempts, completions and evidence, by fiscal year."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from learning.city.models import City
from learning.home.record import record_of
from learning.literacy.models import Evidence
from learning.log.actions import write
from learning.log.actions.groups import write_about_people
from quizzes.models import Attempt, Quiz
from tests.factories.literacy import small_plan
from tests.factories.people import PostingFactory, UserFactory

TODAY = date(2026, 11, 20)
RECORDED = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def clerk(db):
    return UserFactory(employee=PostingFactory().employee)


@pytest.fixture
def plan(db):
    revision = small_plan(quiz_code="security-basics-test", mark="0.8")
    City.objects.update_or_create(pk=1, defaults={"active_plan": revision.plan.code})
    return revision.plan


def sat(employee, on, *, passed, number=1, score=None):
    quiz, _ = Quiz.objects.get_or_create(
        code="security-basics-test",
        defaults={"title": "セキュリティ 理解度確認テスト", "pass_mark": "0.8"},
    )
    return Attempt.objects.create(
        employee=employee,
        quiz=quiz,
        number=number,
        seed=1,
        form={"v": 1, "items": []},
        state=Attempt.State.FINISHED,
        submitted_at=on,
        pass_mark="0.8",
        scaled_score=score or (Decimal("0.9") if passed else Decimal("0.5")),
        passed=passed,
    )


def evidence_of(attempt, **marks):
    return Evidence.objects.create(
        employee=attempt.employee,
        kind=Evidence.Kind.QUIZ_PASSED,
        subject_code=attempt.quiz.code,
        on=attempt.submitted_at.date(),
        scaled_score=attempt.scaled_score,
        attempt=attempt,
        source_key=f"attempt:{attempt.public_id}",
        recorded_at=RECORDED,
        **marks,
    )


def test_a_pass_says_where_it_counts(clerk, plan):
    evidence_of(sat(clerk.employee, datetime(2026, 6, 1, 3, tzinfo=UTC), passed=True))
    (year,) = record_of(clerk.employee, today=TODAY)
    (line,) = year.lines
    assert year.label == "令和8年度"
    assert line.result == "合格 90.0 %"
    assert line.counts_toward == ("力",)


def test_a_pass_below_the_plans_mark_counts_nowhere(clerk, plan):
    """The quiz is passed at 0.75; the plan asks for 0.8."""
    at = datetime(2026, 6, 1, 3, tzinfo=UTC)
    evidence_of(sat(clerk.employee, at, passed=True, score=Decimal("0.75")))
    (line,) = record_of(clerk.employee, today=TODAY)[0].lines
    assert line.result == "合格 75.0 %"
    assert line.counts_toward == ()


def test_a_failed_attempt_is_shown_and_counts_nowhere(clerk, plan):
    sat(clerk.employee, datetime(2026, 6, 1, 3, tzinfo=UTC), passed=False)
    (line,) = record_of(clerk.employee, today=TODAY)[0].lines
    assert line.result == "不合格 50.0 %"
    assert line.counts_toward == ()


def test_the_fiscal_year_is_that_of_the_local_day(clerk, plan):
    """2026-03-31 15:30 UTC is 1 April 0:30 in Tokyo: 令和8年度, not 令和7年度."""
    sat(clerk.employee, datetime(2026, 3, 31, 14, 59, tzinfo=UTC), passed=False)
    sat(
        clerk.employee,
        datetime(2026, 3, 31, 15, 30, tzinfo=UTC),
        passed=False,
        number=2,
    )
    labels = [year.label for year in record_of(clerk.employee, today=TODAY)]
    assert labels == ["令和8年度", "令和7年度"]


def test_withdrawn_evidence_is_said_to_be_withdrawn(clerk, plan):
    fact = evidence_of(
        sat(clerk.employee, datetime(2026, 6, 1, 3, tzinfo=UTC), passed=True)
    )
    Evidence.objects.create(
        employee=clerk.employee,
        kind=fact.kind,
        subject_code=fact.subject_code,
        on=date(2026, 7, 1),
        source_key="withdrawal",
        withdraws=fact,
        recorded_at=RECORDED,
    )
    (line,) = record_of(clerk.employee, today=TODAY)[0].lines
    assert line.result == "取消"
    assert line.counts_toward == ()


def test_nothing_of_others_is_shown(client, clerk, plan):
    other = UserFactory(employee=PostingFactory().employee)
    sat(other.employee, datetime(2026, 6, 1, 3, tzinfo=UTC), passed=True)
    client.force_login(clerk)
    page = client.get("/me/record/").content.decode()
    assert "理解度確認テスト" not in page
    assert "まだ記録がありません" in page


def test_who_looked_is_said_but_not_my_own_looks(client, clerk, plan):
    reader = UserFactory(employee=PostingFactory().employee, last_name="人事の人")
    subject = ("employee", str(clerk.employee.public_id), "本人")
    write("evidence.view", by=reader, at=RECORDED, subject=subject)
    write("evidence.view", by=clerk, at=RECORDED, subject=subject)
    client.force_login(clerk)
    page = client.get("/me/record/").content.decode()
    assert page.count("実績の画面を開いた") == 1
    assert "人事の人" in page


def test_a_list_that_a_leader_opened_often_is_one_look_a_day(client, clerk, plan):
    leader = UserFactory(employee=PostingFactory().employee, last_name="課の長")
    others = [PostingFactory().employee.public_id for _ in range(3)]
    people = [clerk.employee.public_id, *others]
    for hours in (0, 2, 26):
        at = RECORDED + timedelta(hours=hours)
        write_about_people(
            "section.view", people=people, label="研修", by=leader, at=at
        )
    write_about_people(
        "standing.export", people=others, label="研修", by=leader, at=RECORDED
    )
    client.force_login(clerk)
    page = client.get("/me/record/")
    latest, before = page.context["looks"]
    assert (latest.times, before.times) == (1, 2)
    assert before.at == RECORDED + timedelta(hours=2)
    assert "課の状況の一覧を開いた（この日 2 回）" in page.content.decode()
    assert "ファイルに書き出した" not in page.content.decode()


@pytest.mark.parametrize("number", [3, 40])
def test_the_record_takes_few_queries_however_long(
    client, clerk, plan, number, django_assert_max_num_queries
):
    reader = UserFactory(employee=PostingFactory().employee)
    people = [clerk.employee.public_id]
    for each in range(number):
        at = datetime(2026, 6, 1, 3, tzinfo=UTC) + timedelta(days=each)
        evidence_of(sat(clerk.employee, at, passed=True, number=each + 1))
        Evidence.objects.create(
            employee=clerk.employee,
            kind=Evidence.Kind.ATTENDED,
            subject_code=f"session-{each}",
            on=at.date(),
            source_key=f"attended:{each}",
            recorded_at=RECORDED,
        )
        write_about_people("section.view", people=people, label="", by=reader, at=at)
    client.force_login(clerk)
    client.get("/me/record/")
    with django_assert_max_num_queries(30):
        client.get("/me/record/")
