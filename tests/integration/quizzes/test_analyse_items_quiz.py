"""`analyse_items QUIZ`: what counts, what is left out, what is withheld."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from quizzes.models import Attempt, ItemVersion, Response
from tests.factories.quizzes import (
    AttemptFactory,
    ItemVersionFactory,
    QuizFactory,
    ResponseFactory,
    document,
)

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    call_command("analyse_items", *arguments, stdout=out)
    return out.getvalue()


def figures(quiz, *arguments):
    return json.loads(run(quiz.code, "--json", *arguments))


def item(found, code):
    return next(each for each in found["items"] if each["name"] == code)


@pytest.fixture
def quiz():
    """Three items; ten people: five with all right, five with the first alone."""
    quiz = QuizFactory(item_count=3)
    for number in range(10):
        attempt = AttemptFactory(
            quiz=quiz, **{"passed" if number < 5 else "failed": True}
        )
        ResponseFactory(attempt=attempt, position=0, value={"chosen": ["a"]})
        chosen = "a" if number < 5 else "b"
        ResponseFactory(attempt=attempt, position=1, value={"chosen": [chosen]})
        if number < 5:
            ResponseFactory(attempt=attempt, position=2, value={"chosen": ["a"]})
    return quiz


@pytest.fixture
def codes(quiz):
    return list(
        ItemVersion.objects.order_by("item__code").values_list("item__code", flat=True)
    )


def test_figures_by_hand(quiz, codes):
    # Sums 3 ×5 and 1 ×5; variances 0, 10·.25/9, 10·.25/9; of the sums 10/9.
    # alpha = 3/2 · (1 - (5/9) / (10/9)) = .75; SEM = sqrt(10/9 · .25) = .527046
    found = figures(quiz)
    assert found["n_persons"] == 10
    assert found["alpha"] == pytest.approx(0.75)
    assert found["sem"] == pytest.approx(0.527046, abs=1e-6)
    second = item(found, codes[1])
    assert second["facility"] == 0.5
    # the rest, 2 of 2 or 1 of 2, goes with the item without exception
    assert second["item_rest_correlation"] == pytest.approx(1)
    assert item(found, codes[0])["item_rest_correlation"] is None


def test_the_table_of_answers_by_hand(quiz, codes):
    rows = item(figures(quiz), codes[1])["versions"][0]["answers"]
    by_id = {row["answer"]: row for row in rows}
    assert {name: row["n"] for name, row in by_id.items()} == {"a": 5, "b": 5, "c": 0}
    assert by_id["a"]["mean_rest"] == 1.0
    assert by_id["b"]["mean_rest"] == 0.5
    assert by_id["c"]["mean_rest"] is None
    assert [row["is_key"] for row in rows] == [True, False, False]
    assert by_id["b"]["text"] == "選択肢b"


def test_what_was_left_at_the_end_was_not_reached(quiz, codes):
    found = item(figures(quiz), codes[2])["versions"][0]
    assert found["not_reached"] == 0.5
    assert found["omitted"] == 0


def test_only_first_finished_attempts_count(quiz, codes):
    first = Attempt.objects.order_by("pk").first()
    AttemptFactory(quiz=quiz, employee=first.employee, number=2, failed=True)
    AttemptFactory(quiz=quiz, withdrawn=True)
    AttemptFactory(quiz=quiz, prepared=True)
    AttemptFactory(quiz=quiz)
    found = figures(quiz)
    assert found["n_persons"] == 10
    assert found["excluded"] == {
        "prepared": 1,
        "in_progress": 1,
        "withdrawn": 1,
        "later": 1,
        "without_points": 0,
    }
    assert figures(quiz, "--all-attempts")["n_persons"] == 11


def test_an_attempt_without_points_per_item_is_left_out(quiz):
    AttemptFactory(quiz=quiz, passed=True, points=None)
    found = figures(quiz)
    assert found["n_persons"] == 10
    assert found["excluded"]["without_points"] == 1


def test_fewer_than_ten_are_withheld(quiz, codes):
    Attempt.objects.order_by("pk").last().responses.all().delete()
    Attempt.objects.order_by("pk").last().delete()
    found = figures(quiz)
    assert found["alpha"] is None
    assert item(found, codes[1])["withheld"] is True
    assert item(found, codes[1])["facility"] is None
    assert item(found, codes[1])["versions"][0]["answers"] == []


def test_versions_of_an_item_are_shown_apart_and_together(quiz, codes):
    old = ItemVersion.objects.get(item__code=codes[0])
    new = ItemVersionFactory(
        item=old.item, number=2, document=document("新しい問い", keys="b")
    )
    for _ in range(10):
        attempt = AttemptFactory(quiz=quiz, failed=True, points=["0", "0", "0"])
        attempt.form["items"][0]["v"] = new.pk
        attempt.submitted_at += timedelta(days=1)
        attempt.save()
    found = item(figures(quiz), codes[0])
    # ten of ten with the first version, none of ten with the second
    assert found["n"] == 20
    assert found["facility"] == 0.5
    assert [each["facility"] for each in found["versions"]] == [1.0, 0.0]
    assert found["stem"] == "新しい問い"


def test_weak_items_come_first_and_say_what_is_wrong(quiz, codes):
    # the first is too easy, the third was not reached by half; the second is sound
    found = figures(quiz)
    assert found["items"][-1]["name"] == codes[1]
    assert found["items"][-1]["versions"][0]["verdicts"] == []
    verdict = item(found, codes[0])["versions"][0]["verdicts"][0]
    assert verdict["rule"] == "too_easy"
    assert "易しすぎます" in verdict["what"]
    assert verdict["do"]


def test_the_model_says_how_many_it_needs(quiz):
    found = figures(quiz, "--model", "rasch")
    assert found["irt"] is None
    assert "100 人以上" in " ".join(found["notes"])


def test_the_table_for_people(quiz, codes):
    text = run(quiz.code)
    assert codes[0] in text
    assert "最初に提出された回だけ" in text


def test_a_quiz_nobody_took_has_no_figures():
    found = figures(QuizFactory())
    assert found["n_persons"] == 0
    assert found["items"] == []


def test_an_unknown_quiz_is_told():
    with pytest.raises(CommandError, match="ありません"):
        run("nothing")


def test_a_quiz_or_a_file_must_be_named():
    with pytest.raises(CommandError, match="どれか一つが必要"):
        run()


def test_few_queries_read_everything(quiz, django_assert_num_queries):
    from quizzes.item_analysis.responses import read_answers

    # attempts, states, versions, responses
    with django_assert_num_queries(4):
        read_answers(quiz)


def test_certainty_is_counted_with_how_often_it_was_right(codes, quiz):
    """Item 2: five right, five wrong; three of the right and one of the wrong sure."""
    sure = list(Response.objects.filter(position=1).order_by("attempt_id"))
    for place, response in enumerate(sure):
        level = "high" if place in (0, 1, 2, 9) else "low"
        response.value = {**response.value, "confidence": level}
        response.save()
    [version] = item(figures(quiz), codes[1])["versions"]
    assert version["certainty"] == [
        {"level": "high", "n": 4, "facility": 0.75},
        {"level": "middle", "n": 0, "facility": None},
        {"level": "low", "n": 6, "facility": pytest.approx(2 / 6, abs=1e-6)},
    ]
    [first] = item(figures(quiz), codes[0])["versions"]
    assert first["certainty"] == []
