"""採点し直し through its action: scores, ledger, evidence, log; on both databases."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from learning.literacy.actions.evidence import withdraw
from learning.literacy.actions.rebuilding import rebuild_evidence
from learning.literacy.models import Evidence
from learning.log.models import Entry
from quizzes.actions import attempts
from quizzes.actions.regrading import regrade
from quizzes.errors import PassesWouldBeLost, RegradeRefused
from quizzes.models import Attempt, ItemVersion, Regrade, RegradeLine
from quizzes.outcome import outcome_of
from quizzes.regrade_preview import preview
from quizzes.regraded_attempts import NewRegrade, suspects
from tests.factories.people import UserFactory
from tests.factories.quizzes import (
    START,
    AttemptFactory,
    ItemVersionFactory,
    QuizFactory,
    ResponseFactory,
    document,
)

pytestmark = pytest.mark.django_db

LATER = START + timedelta(days=3)
Method = Regrade.Method


@pytest.fixture
def quiz():
    """Three items of one point; 60 %: two points are needed."""
    return QuizFactory(item_count=3)


@pytest.fixture
def wrong(quiz):
    """The first version that everybody is shown: its key should have been b."""
    return ItemVersion.objects.order_by("pk").first()


@pytest.fixture
def right(wrong):
    return ItemVersionFactory(item=wrong.item, number=2, document=document(keys="b"))


def sat(quiz, answers, **more):
    """A finished attempt with evidence as submitting gives it. Keys are a, a, a."""
    attempt = AttemptFactory(quiz=quiz, form=quiz_form(quiz), **more)
    for position, option in enumerate(answers):
        value = {"chosen": [option]}
        ResponseFactory(attempt=attempt, position=position, value=value)
    return attempts.submit(attempt=attempt, by=None, at=START)


def quiz_form(quiz):
    versions = ItemVersion.objects.filter(number=1).order_by("pk")
    return {
        "v": 1,
        "items": [{"v": each.pk, "s": "s1", "o": [0, 1, 2]} for each in versions],
    }


def new(wrong, right, method=Method.CORRECTED_KEY, **more):
    return NewRegrade(
        item=wrong.item,
        wrong=(wrong,),
        right=right,
        method=method,
        reason="正答の誤り",
        **more,
    )


def score(attempt):
    attempt.refresh_from_db()
    return (attempt.raw_score, attempt.max_score, attempt.passed)


def standing(attempt):
    return list(Evidence.objects.standing().filter(attempt=attempt))


def test_the_corrected_key_counts_and_the_ledger_keeps_both(quiz, wrong, right):
    gains = sat(quiz, "bac")  # 0+1+0 → 1+1+0: two of three
    by = UserFactory()
    done = regrade(new=new(wrong, right), by=by, at=LATER)
    assert done.attempts == 1
    assert score(gains) == (2, 3, True)
    assert gains.points == ["1", "1", "0"]
    line = RegradeLine.objects.get()
    assert (line.before["raw"], line.after["raw"]) == ("1.00", "2.00")
    assert (line.passed_before, line.passed_after) == (False, True)
    entries = Entry.objects.filter(action__in=["item.regrade", "attempt.regrade"])
    assert {(e.action, e.actor_id) for e in entries} == {
        ("item.regrade", str(by.pk)),
        ("attempt.regrade", str(by.pk)),
    }


def test_a_new_pass_is_evidence_of_the_day_of_the_attempt(quiz, wrong, right):
    gains = sat(quiz, "bac")
    assert standing(gains) == []
    regrade(new=new(wrong, right), by=None, at=LATER)
    (row,) = standing(gains)
    assert row.on.isoformat() == "2026-11-20"
    assert (row.scaled_score, row.recorded_at) == (Decimal("0.66667"), LATER)


def test_nobody_who_passed_fails_by_it(quiz, wrong, right):
    keeps = sat(quiz, "aac")  # 1+1+0 → 0+1+0 would fail
    regrade(new=new(wrong, right), by=None, at=LATER)
    assert score(keeps) == (2, 3, True)
    assert RegradeLine.objects.get().is_kept
    assert len(standing(keeps)) == 1


def test_a_pass_is_lost_only_when_its_number_is_said(quiz, wrong, right):
    loses = sat(quiz, "aac")
    plan = new(wrong, right, keeps_passes=False)
    with pytest.raises(PassesWouldBeLost):
        regrade(new=plan, by=None, at=LATER)
    with pytest.raises(PassesWouldBeLost):
        regrade(new=plan, by=None, at=LATER, confirmed=2)
    assert not Regrade.objects.exists()
    regrade(new=plan, by=None, at=LATER, confirmed=1)
    assert score(loses) == (1, 3, False)
    assert standing(loses) == []
    withdrawal = Evidence.objects.get(withdraws__attempt=loses)
    assert withdrawal.note == "正答の誤り"


def test_a_changed_score_of_a_pass_is_new_evidence(quiz, wrong, right):
    stays = sat(quiz, "baa")  # 0+1+1 → 1+1+1
    regrade(new=new(wrong, right), by=None, at=LATER)
    (row,) = standing(stays)
    assert row.scaled_score == 1
    assert Evidence.objects.filter(attempt=stays).count() == 2


@pytest.mark.parametrize("answers", ["bac", "aac", "baa", "aaa", "ccc"])
@pytest.mark.parametrize("method", list(Method))
def test_rebuilding_evidence_finds_nothing_to_add(quiz, wrong, right, answers, method):
    sat(quiz, answers)
    regrade(new=new(wrong, right, method), by=None, at=LATER)
    rebuilt = rebuild_evidence()
    assert (rebuilt.added, rebuilt.differing) == (0, 0)


def test_what_a_person_withdrew_stays_withdrawn(quiz, wrong, right):
    stays = sat(quiz, "baa")
    row = Evidence.objects.get(attempt=stays)
    withdraw(evidence=row, reason="代理の解答", by=None, at=LATER)
    regrade(new=new(wrong, right), by=None, at=LATER)
    assert standing(stays) == []
    assert rebuild_evidence().added == 0


def test_the_same_again_changes_nothing(quiz, wrong, right):
    sat(quiz, "bac")
    regrade(new=new(wrong, right), by=None, at=LATER)
    before = list(Attempt.objects.values()), Evidence.objects.count()
    again = regrade(new=new(wrong, right), by=None, at=LATER + timedelta(days=1))
    assert again.attempts == 0
    assert (list(Attempt.objects.values()), Evidence.objects.count()) == before
    assert (Regrade.objects.count(), RegradeLine.objects.count()) == (1, 1)


def test_an_interrupted_one_carries_on(quiz, wrong, right):
    sat(quiz, "bac")
    first = regrade(new=new(wrong, right), by=None, at=LATER)
    others = [Attempt.objects.get(pk=sat(quiz, "ccc").pk) for _ in range(3)]
    # as if the process had died before these: finished, scored by the wrong key
    Attempt.objects.filter(pk__in=[o.pk for o in others]).update(corrections={})
    again = regrade(new=new(wrong, right), by=None, at=LATER, batch=2)
    assert (again.regrade, again.attempts) == (first.regrade, 3)


def test_what_is_submitted_later_is_scored_by_the_corrected_key(quiz, wrong, right):
    running = AttemptFactory(quiz=quiz, form=quiz_form(quiz))
    ResponseFactory(attempt=running, position=0, value={"chosen": ["b"]})
    regrade(new=new(wrong, right), by=None, at=LATER)
    attempts.submit(attempt=running, by=None, at=LATER)
    assert score(running) == (1, 3, False)
    assert regrade(new=new(wrong, right), by=None, at=LATER).attempts == 0


def test_two_regrades_of_two_items_add_up(quiz, wrong, right):
    both = sat(quiz, "bbc")  # 0 of 3
    second = ItemVersion.objects.filter(number=1).order_by("pk")[1]
    regrade(new=new(wrong, right), by=None, at=LATER)
    regrade(new=new(second, None, Method.DROPPED), by=None, at=LATER)
    assert score(both) == (1, 2, False)
    assert both.regrade_count == 2
    total = outcome_of(both).total
    assert (total.raw, total.maximum) == (1, 2)


def test_full_marks_reach_who_left_it_out(quiz, wrong):
    empty = sat(quiz, "")
    regrade(new=new(wrong, None, Method.FULL_MARKS), by=None, at=LATER)
    assert score(empty) == (1, 3, False)


def test_the_preview_says_what_will_happen(quiz, wrong, right):
    for answers in ("bac", "aac", "ccc", "baa"):
        sat(quiz, answers)
    found = preview(new(wrong, right))
    assert (found.attempts, found.gains_pass, found.is_kept) == (4, 1, 1)
    assert (found.loses_pass, found.changed) == (0, 2)
    assert not Regrade.objects.exists()
    lost = preview(new(wrong, right, keeps_passes=False))
    assert (lost.loses_pass, lost.is_kept, lost.changed) == (1, 0, 3)


def test_others_are_not_touched(quiz, wrong, right):
    form = quiz_form(quiz)
    form["items"] = form["items"][1:]
    other = AttemptFactory(quiz=quiz, form=form)
    attempts.submit(attempt=other, by=None, at=START)
    AttemptFactory(quiz=quiz, form=quiz_form(quiz), withdrawn=True)
    assert regrade(new=new(wrong, right), by=None, at=LATER).attempts == 0
    assert not RegradeLine.objects.exists()


def test_a_number_inside_another_is_another_version(quiz, wrong, right):
    form = quiz_form(quiz)
    form["items"][0]["v"] = int(f"{wrong.pk}0")
    form["items"] = form["items"][:1]
    AttemptFactory(quiz=quiz, form=form, failed=True)
    assert preview(new(wrong, right)).attempts == 0


def test_decisions_that_make_no_sense_are_refused(quiz, wrong, right):
    no_reason = NewRegrade(
        item=wrong.item, wrong=(wrong,), method=Method.DROPPED, reason=" "
    )
    other = ItemVersionFactory(item=wrong.item, number=3, type="multiple_response")
    for plan in (no_reason, new(wrong, None), new(wrong, wrong), new(wrong, other)):
        with pytest.raises(RegradeRefused):
            regrade(new=plan, by=None, at=LATER)
    assert not Regrade.objects.exists()


def test_versions_with_another_key_are_suspects(wrong, right):
    same = document("言い直した問い", keys="b")
    ItemVersionFactory(item=wrong.item, number=3, document=same)
    assert suspects(wrong.item) == [wrong]


def test_the_ledger_takes_no_change_and_no_deletion(quiz, wrong, right):
    sat(quiz, "bac")
    regrade(new=new(wrong, right), by=None, at=LATER)
    line = RegradeLine.objects.get()
    for change in (
        lambda: RegradeLine.objects.update(passed_after=False),
        lambda: Regrade.objects.update(reason="べつの理由"),
        line.delete,
        lambda: RegradeLine.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert RegradeLine.objects.get().passed_after


def told(*arguments):
    out = StringIO()
    call_command("regrade_item", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_previews_and_applies(quiz, wrong, right):
    gains = sat(quiz, "bac")
    code = wrong.item.code
    text = told(code, "--preview")
    assert "1 回。点が上がる 1、下がる 0、新たに合格 1" in text
    assert score(gains) == (1, 3, False)
    text = told(code, "--apply", "--reason", "正答の誤り")
    assert "1 回を採点し直しました" in text
    assert score(gains) == (2, 3, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing", "--preview"], "はありません"),
        (["--apply"], "理由を書いてください"),
        (["--apply", "--versions", "7"], "版「7」はありません"),
        (["--apply", "--reason", "誤り", "--lose-passes", "9"], "--lose-passes 1"),
    ],
)
def test_the_command_refuses_in_japanese(quiz, wrong, right, arguments, said):
    sat(quiz, "aac")
    if arguments[0].startswith("-"):
        arguments = [wrong.item.code, *arguments]
    with pytest.raises(CommandError) as refusal:
        told(*arguments)
    assert said in str(refusal.value)
