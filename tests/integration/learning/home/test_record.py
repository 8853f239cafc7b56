"""わたしの記録: one's own attempts, completions and evidence, by fiscal year."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from learning.city.models import City
from learning.home.record import record_of
from learning.literacy.models import Evidence, Literacy, Plan, PlanRevision
from learning.log.actions import write
from quizzes.models import Attempt, Quiz
from tests.factories.people import PostingFactory, UserFactory

TODAY = date(2026, 11, 20)
RECORDED = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def clerk(db):
    return UserFactory(employee=PostingFactory().employee)


@pytest.fixture
def plan(db):
    plan = Plan.objects.create(code="here", name="計画", city_name="市")
    revision = PlanRevision.objects.create(
        plan=plan,
        number=1,
        effective_on=date(2024, 4, 1),
        recorded_at=RECORDED,
        digest="0" * 64,
        document={},
    )
    criterion = {"kind": "quiz", "code": "security-basics-test"}
    Literacy.objects.create(
        revision=revision,
        code="L4",
        name="セキュリティを守る",
        pathways=[{"name": "", "validity": {"kind": "none"}, "criteria": [criterion]}],
    )
    City.objects.create(pk=1, active_plan="here")
    return plan


def sat(employee, on, *, passed, number=1):
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
        scaled_score=Decimal("0.9") if passed else Decimal("0.5"),
        passed=passed,
    )


def evidence_of(attempt, **marks):
    return Evidence.objects.create(
        employee=attempt.employee,
        kind=Evidence.Kind.QUIZ_PASSED,
        subject_code=attempt.quiz.code,
        on=attempt.submitted_at.date(),
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
    assert line.counts_toward == ("セキュリティを守る",)


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
    assert page.count("画面で開いた") == 1
    assert "人事の人" in page
