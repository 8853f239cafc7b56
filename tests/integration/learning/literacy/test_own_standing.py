"""How one person stands toward the plan, as マイページ shows it."""

from datetime import date

import pytest

from learning.literacy.actions import attainment
from learning.literacy.own_standing import literacy_standing
from learning.people.models import Designation, DesignationType
from tests.factories.literacy import AT, EvidenceFactory, load_plan, small_plan
from tests.factories.people import PostingFactory
from tests.factories.quizzes import QuizFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def by_code(person, plan, day=TODAY):
    return {line.code: line for line in literacy_standing(person, plan, day)}


def test_before_the_first_revision_there_is_nothing():
    plan = small_plan().plan
    assert literacy_standing(PostingFactory().employee, plan, date(2019, 1, 1)) == []


def test_who_is_meant_follows_the_audience():
    plan = load_plan("matsue").plan
    clerk = PostingFactory().employee
    chief = PostingFactory(rank_class="unit_head").employee
    owner = PostingFactory().employee
    kind = DesignationType.objects.create(code="system-owner", name="所管")
    Designation.objects.create(
        employee=owner, type=kind, starts_on=date(2026, 4, 1), recorded_at=AT
    )
    mine = [code for code, line in by_code(clerk, plan).items() if line.is_for_me]
    assert mine == ["L2", "L3", "L4"]
    assert by_code(chief, plan)["L5"].is_for_me
    assert by_code(owner, plan)["L5"].is_for_me


def test_what_counts_what_is_missing_and_until_when():
    plan = load_plan("matsue").plan
    QuizFactory(code="security-basics-test", title="セキュリティ確認テスト")
    person = PostingFactory().employee
    EvidenceFactory(
        employee=person, subject_code="security-basics-test", on=date(2026, 6, 1)
    )
    attainment.refresh([person])
    line = by_code(person, plan)["L4"]
    assert not line.is_attained
    assert line.is_begun
    course, quiz = line.pathways[0].criteria
    assert (course.is_met, course.is_possible) == (False, False)
    assert quiz.words == "テスト「セキュリティ確認テスト」の合格（80 % 以上）"
    assert (quiz.on, quiz.last_day) == (date(2026, 6, 1), date(2027, 3, 31))
    assert [state.code for state in line.states] == ["S1", "S3", "S4", "S7"]
    assert {state.certainty for state in line.states} == {"provisional"}
    EvidenceFactory(
        employee=person,
        completed=True,
        subject_code="security-basics",
        on=date(2026, 7, 1),
    )
    attainment.refresh([person])
    line = by_code(person, plan)["L4"]
    assert line.is_attained
    assert (line.since, line.last_day) == (date(2026, 7, 1), date(2027, 3, 31))
    reached = {state.code: state.reached for state in line.states}
    assert reached == {"S1": True, "S3": True, "S4": True, "S7": False}


def test_the_nearest_pathway_is_one_that_is_possible_now():
    plan = load_plan("matsue").plan
    line = by_code(PostingFactory().employee, plan)["L4"]
    assert line.nearest.name == "集合研修と紙のテスト"
    assert line.nearest.missing[0].words.startswith("「情報セキュリティの集合研修")


def test_floors_are_said_with_the_names_of_their_sections():
    plan = load_plan("matsue").plan
    line = by_code(PostingFactory().employee, plan)["L3"]
    words = line.pathways[0].criteria[0].words
    assert "60 % 以上" in words
    assert "「itpass-basics-test › strategy」30 % 以上" in words


def test_it_takes_few_queries(django_assert_max_num_queries):
    plan = load_plan("matsue").plan
    person = PostingFactory().employee
    with django_assert_max_num_queries(15):
        literacy_standing(person, plan, TODAY)
