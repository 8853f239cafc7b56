"""Evidence and attainment: on the spot, once, withdrawn by a later row, rebuildable."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from learning.literacy.actions import attainment, evidence, rebuilding
from learning.literacy.actions.evidence import Recorded
from learning.literacy.errors import EvidenceError
from learning.literacy.models import Attainment, Evidence
from learning.literacy.signals import evidence_recorded
from learning.log.models import Entry
from quizzes.models import Attempt
from quizzes.signals import attempt_finished
from tests.factories.literacy import AT, EvidenceFactory, load_plan, small_plan
from tests.factories.people import EmployeeFactory, UserFactory
from tests.factories.quizzes import QuizFactory

pytestmark = pytest.mark.django_db


def finished(*, employee, quiz, share="1", at=AT, passed=True, number=1):
    """An attempt as submitting leaves it."""
    return Attempt.objects.create(
        employee=employee,
        quiz=quiz,
        number=number,
        seed=1,
        form={},
        state=Attempt.State.FINISHED,
        started_at=at - timedelta(minutes=10),
        submitted_at=at,
        pass_mark=Decimal("0.6"),
        scaled_score=Decimal(share),
        section_shares={"s1": share},
        passed=passed,
    )


def rows():
    return list(
        Attainment.objects.order_by("literacy_code", "starts_on").values_list(
            "literacy_code", "starts_on", "ends_on"
        )
    )


def test_a_pass_is_evidence_and_attainment_on_the_spot():
    small_plan(quiz_code="q", validity="fiscal_year")
    person = EmployeeFactory()
    # 15:30 UTC is 0:30 of the next day in Tokyo
    at = datetime(2026, 5, 31, 15, 30, tzinfo=UTC)
    attempt = finished(employee=person, quiz=QuizFactory(code="q"), at=at)
    attempt_finished.send(sender=Attempt, attempt=attempt)
    fact = Evidence.objects.get()
    assert (fact.kind, fact.subject_code) == ("quiz_passed", "q")
    assert fact.on == date(2026, 6, 1)
    assert fact.section_shares == {"s1": "1"}
    assert rows() == [("L1", date(2026, 6, 1), date(2027, 4, 1))]
    assert Attainment.objects.get().rests_on == [str(fact.public_id)]


def test_the_same_attempt_is_recorded_once():
    small_plan()
    attempt = finished(employee=EmployeeFactory(), quiz=QuizFactory(code="q"))
    first = evidence.record_attempt(attempt)
    assert evidence.record_attempt(attempt) == first
    assert Evidence.objects.count() == 1


def test_what_was_not_passed_is_no_evidence():
    attempt = finished(
        employee=EmployeeFactory(), quiz=QuizFactory(code="q"), passed=False
    )
    assert evidence.record_attempt(attempt) is None
    assert not Evidence.objects.exists()


def test_a_mark_above_the_quizs_own_counts():
    small_plan(mark="0.8")
    person = EmployeeFactory()
    quiz = QuizFactory(code="q")
    evidence.record_attempt(finished(employee=person, quiz=quiz, share="0.7"))
    assert rows() == []
    later = AT + timedelta(days=1)
    evidence.record_attempt(
        finished(employee=person, quiz=quiz, share="0.8", at=later, number=2)
    )
    assert rows() == [("L1", date(2026, 11, 21), None)]


@pytest.fixture
def heard():
    """Evidence that the signal told of."""
    found = []

    def hear(evidence, **_):
        found.append(evidence)

    evidence_recorded.connect(hear)
    yield found
    evidence_recorded.disconnect(hear)


def test_a_qualification_is_attained_from_its_own_day_and_logged(heard):
    load_plan("matsue")
    person, hr = EmployeeFactory(), UserFactory()
    gained = Recorded(Evidence.Kind.QUALIFIED, "ip", date(2024, 7, 1))
    fact = evidence.record(employee=person, what=gained, by=hr, at=AT)
    assert rows() == [("L3", date(2024, 7, 1), None)]
    assert heard == [fact]
    assert Entry.objects.filter(action="evidence.record").count() == 1
    assert evidence.record(employee=person, what=gained, by=hr, at=AT) == fact


def test_withdrawn_evidence_does_not_count_and_stays():
    load_plan("matsue")
    person, hr = EmployeeFactory(), UserFactory()
    entered = Recorded(
        Evidence.Kind.RECOGNISED, "security-past", date(2026, 5, 1), note="x"
    )
    fact = evidence.record(employee=person, what=entered, by=hr, at=AT)
    assert rows() == [("L4", date(2026, 5, 1), date(2027, 4, 1))]
    evidence.withdraw(evidence=fact, reason="別の人だった", by=hr, at=AT)
    assert rows() == []
    assert Evidence.objects.count() == 2
    with pytest.raises(EvidenceError, match="すでに"):
        evidence.withdraw(evidence=fact, reason="また", by=hr, at=AT)
    again = evidence.record(employee=person, what=entered, by=hr, at=AT)
    assert again.source_key != fact.source_key
    assert len(rows()) == 1


def test_a_withdrawal_needs_a_reason_and_can_not_be_withdrawn():
    fact = EvidenceFactory()
    with pytest.raises(EvidenceError, match="理由"):
        evidence.withdraw(evidence=fact, reason=" ", by=None, at=AT)
    withdrawal = evidence.withdraw(evidence=fact, reason="誤り", by=None, at=AT)
    with pytest.raises(EvidenceError):
        evidence.withdraw(evidence=withdrawal, reason="誤り", by=None, at=AT)


@pytest.mark.parametrize(
    ("what", "word"),
    [
        (Recorded(Evidence.Kind.QUALIFIED, "ip", date(2026, 11, 21)), "先の日付"),
        (
            Recorded(Evidence.Kind.QUALIFIED, "ip", date(2026, 5, 1), date(2026, 5, 1)),
            "有効期限",
        ),
    ],
)
def test_impossible_days_are_refused(what, word):
    with pytest.raises(EvidenceError, match=word):
        evidence.record(employee=EmployeeFactory(), what=what, by=None, at=AT)


@pytest.mark.parametrize("kind", [Evidence.Kind.ATTENDED, Evidence.Kind.RECOGNISED])
def test_recognition_needs_a_reason(kind):
    what = Recorded(kind, "security-session", date(2026, 5, 1), note=" ")
    with pytest.raises(EvidenceError, match="理由"):
        evidence.record(employee=EmployeeFactory(), what=what, by=None, at=AT)


def test_refreshing_one_person_takes_at_most_six_queries(django_assert_max_num_queries):
    load_plan("matsue")
    load_plan("yamaga")
    person = EmployeeFactory()
    EvidenceFactory.create_batch(20, employee=person, subject_code="itpass-basics-test")
    EvidenceFactory(employee=person, qualified=True)
    # two of them are the savepoint that atomic() sets inside a test
    with django_assert_max_num_queries(6 + 2):
        attainment.refresh([person])
    assert Attainment.objects.filter(employee=person).count() == 1


def test_rebuilding_from_nothing_gives_the_incremental_rows():
    small_plan(validity="fiscal_year")
    quiz = QuizFactory(code="q")
    people = EmployeeFactory.create_batch(5)
    for number, person in enumerate(people):
        for turn in range(number):
            at = AT + timedelta(days=200 * turn + number)
            attempt = finished(employee=person, quiz=quiz, at=at, number=turn + 1)
            evidence.record_attempt(attempt)
    before, attained = _evidence_rows(), rows()
    assert len(before) == 10
    Attainment.objects.all().delete()
    Evidence.objects.all().delete()
    rebuilt = rebuilding.rebuild_evidence(batch=3)
    assert (rebuilt.added, rebuilt.differing) == (10, 0)
    assert _evidence_rows() == before
    assert rows() == attained
    assert rebuilding.rebuild_evidence().added == 0
    assert attainment.rebuild(batch=2).total == 0
    Attainment.objects.all().delete()
    assert attainment.rebuild(batch=2).added == len(attained)
    assert rows() == attained


def _evidence_rows():
    fields = [f.attname for f in Evidence._meta.concrete_fields if f.name != "id"]
    return list(Evidence.objects.order_by("source_key").values_list(*fields))


def test_a_new_revision_moves_attainment_when_rebuilt():
    small_plan(mark="0.6")
    attempt = finished(
        employee=EmployeeFactory(), quiz=QuizFactory(code="q"), share="0.7"
    )
    evidence.record_attempt(attempt)
    revision = small_plan(mark="0.8", effective_on="2027-04-01")
    assert attainment.rebuild(plan=revision.plan).total == 2
    assert rows() == [("L1", date(2026, 11, 20), date(2027, 4, 1))]


@pytest.mark.parametrize("seed", range(5))
def test_whatever_happened_rebuilding_changes_no_row(seed):
    """Random journeys: passes, fails, entries, withdrawals, a change of the plan."""
    chance = random.Random(seed)
    small_plan(validity="fiscal_year")
    load_plan("matsue")
    quizzes = [QuizFactory(code=code) for code in ("q", "itpass-basics-test")]
    people = EmployeeFactory.create_batch(4)
    for step in range(40):
        person, at = chance.choice(people), AT - timedelta(days=chance.randrange(1500))
        turn = chance.random()
        if turn < 0.6:
            attempt = finished(
                employee=person,
                quiz=chance.choice(quizzes),
                share=str(chance.choice([0.5, 0.7, 0.9])),
                at=at,
                passed=chance.random() < 0.8,
                number=step + 1,
            )
            attempt_finished.send(sender=Attempt, attempt=attempt)
        elif turn < 0.8:
            gained = Recorded(Evidence.Kind.QUALIFIED, "ip", at.date())
            evidence.record(employee=person, what=gained, by=None, at=AT)
        else:
            standing = Evidence.objects.standing().order_by("source_key")
            for fact in standing[:1]:
                evidence.withdraw(evidence=fact, reason="誤り", by=None, at=AT)
        if step == 20:
            changed = small_plan(mark="0.8", effective_on="2025-04-01")
            attainment.rebuild(plan=changed.plan)
    kept = list(Attainment.objects.order_by("pk").values_list())
    facts = _evidence_rows()
    rebuilt = rebuilding.rebuild_evidence(batch=7)
    assert (rebuilt.added, rebuilt.differing) == (0, 0)
    assert attainment.rebuild(batch=3).total == 0
    assert list(Attainment.objects.order_by("pk").values_list()) == kept
    assert _evidence_rows() == facts
    assert kept


def test_several_people_are_recorded_as_one_by_one(django_assert_max_num_queries):
    small_plan()
    known, taken_back, *others = EmployeeFactory.create_batch(12)
    what = Recorded(Evidence.Kind.ATTENDED, "session", date(2026, 11, 18), note="名簿")
    evidence.record(employee=known, what=what, by=None, at=AT)
    first = evidence.record(employee=taken_back, what=what, by=None, at=AT)
    evidence.withdraw(evidence=first, reason="誤り", by=None, at=AT)
    people = [known, taken_back, *others]
    with django_assert_max_num_queries(14):
        made = evidence.record_many(employees=people, what=what, by=None, at=AT)
    assert [row.employee for row in made] == [taken_back, *others]
    assert made[0].source_key.endswith(":2")
    assert made[1].source_key == (
        f"attended:{others[0].public_id}:session:2026-11-18:1"
    )
    # two one by one, eleven together
    assert Entry.objects.filter(action="evidence.record").count() == 13
    with pytest.raises(EvidenceError, match="先の日付"):
        evidence.record_many(
            employees=people,
            what=Recorded(Evidence.Kind.ATTENDED, "session", date(2026, 11, 21)),
            by=None,
            at=AT,
        )
