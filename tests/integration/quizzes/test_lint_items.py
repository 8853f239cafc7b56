"""The command, the editor and the pages name the flaws of stored items."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from learning.people.actions.back_office import ensure_groups
from tests.factories.quizzes import (
    ItemFactory,
    ItemVersionFactory,
    QuizFactory,
    document,
)
from tests.integration.quizzes.test_publishing import editor
from tests.integration.quizzes.test_quiz_backoffice import ITEM

pytestmark = pytest.mark.django_db
QUIZ = "wagtailsnippets_quizzes_quiz"


def flawed(stem="備えはどれですか。", **changes):
    raw = document(stem)
    raw["options"][2].update({"text": "上記のすべて", **changes})
    return raw


def lint(capsys, *args):
    """Return the JSON and the error of a run."""
    error = ""
    try:
        call_command("lint_items", "--json", *args)
    except CommandError as raised:
        error = str(raised)
    return json.loads(capsys.readouterr().out), error


def test_an_error_is_told_and_makes_the_command_fail(capsys):
    ItemFactory(code="good")
    ItemFactory(code="bad", document=flawed())
    told, error = lint(capsys)
    assert error == "直すべき「誤り」が 1 件あります。"
    assert (told["looked_at"], told["counts"]["error"]) == (2, 1)
    assert [each["code"] for each in told["items"]] == ["bad"]
    assert told["items"][0]["flaws"][0]["rule"] == "all-of-above"


def test_a_warning_alone_does_not_make_it_fail(capsys):
    ItemFactory(review_on=date(2020, 1, 1))
    told, error = lint(capsys)
    assert error == ""
    assert told["counts"] == {"error": 0, "warning": 1, "hint": 0}


def test_retired_items_are_looked_at_only_by_name(capsys):
    ItemFactory(code="old", document=flawed(), retired=True)
    assert lint(capsys)[0]["looked_at"] == 0
    assert lint(capsys, "--code", "old")[0]["looked_at"] == 1


def test_an_objective_chooses_its_items(capsys):
    item = ItemFactory(document=flawed())
    ItemFactory()
    told, _error = lint(capsys, "--objective", item.objective.code)
    assert told["looked_at"] == 1


def test_a_quiz_is_looked_at_as_a_whole(capsys):
    quiz = QuizFactory(item_count=6, shuffle_options=False)
    told, _error = lint(capsys, "--quiz", quiz.code)
    # each of 6 items has its key at the first of three places: (1/3)^6 * 3 = 0.0041
    assert [flaw["rule"] for flaw in told["quiz"]["flaws"]] == ["key-positions"]
    assert told["looked_at"] == 6


@pytest.mark.parametrize("option", ["--quiz", "--objective", "--code"])
def test_what_does_not_exist_is_said(option):
    with pytest.raises(CommandError, match="「nothing」はありません"):
        call_command("lint_items", option, "nothing")


def test_a_person_reads_the_flaws_and_their_sources(capsys):
    ItemFactory(code="bad", document=flawed())
    with pytest.raises(CommandError):
        call_command("lint_items")
    told = capsys.readouterr().out
    assert "bad 備えはどれですか。" in told
    assert "誤り all-of-above：選択肢「上記のすべて」は" in told
    assert "1 問を見て、1 問に欠点がありました（誤り 1、注意 0、参考 0）。" in told


@pytest.fixture
def author(client, db):
    ensure_groups()
    user = editor("教材担当")
    client.force_login(user)
    return user


@pytest.mark.parametrize("page", ["edit", "inspect"])
def test_editor_and_details_list_the_flaws(client, author, page):
    item = ItemFactory(document=flawed())
    text = client.get(reverse(f"{ITEM}:{page}", args=[item.pk])).content.decode()
    assert "選択肢「上記のすべて」は、ほかの選択肢をまとめたものです。" in text
    assert "Haladyna ほか（2002）指針 24" in text


@pytest.mark.parametrize("page", ["edit", "inspect"])
def test_a_good_item_shows_no_list_of_flaws(client, author, page):
    item = ItemFactory()
    text = client.get(reverse(f"{ITEM}:{page}", args=[item.pk])).content.decode()
    assert "書き方で気をつけるところ" not in text


def test_the_page_of_a_quiz_shows_what_only_the_whole_has(client, author):
    quiz = QuizFactory(item_count=6, shuffle_options=False)
    ItemVersionFactory(
        item__document=flawed(), item__objective=quiz.sections.get().objectives.get()
    )
    text = client.get(reverse(f"{QUIZ}:inspect", args=[quiz.pk])).content.decode()
    assert "正答が「1番目」のものが7問と多すぎます。" in text
    assert "ほかの選択肢をまとめたものです。" in text
