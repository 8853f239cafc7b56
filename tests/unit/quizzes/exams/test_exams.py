"""The blueprint adds up as IPA's outline says, and a form is drawn by it."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.objectives.shipped import shipped_codes
from quizzes import exams
from quizzes.exams import (
    BlueprintInvalid,
    ExamShortage,
    draw_exam,
    lacks,
    read_blueprint,
    shipped_blueprints,
)
from quizzes.selection import BankItem

IP = shipped_blueprints()["ip-mock-6-5"]
TEXT = (Path(exams.__file__).parent / "ip6.5.toml").read_text(encoding="utf-8")
HEADINGS = {f"o-{heading}": heading for heading in IP.headings}


def bank_of(spare):
    """Items of every heading: as many as are drawn, and some to spare."""
    wanted = {code: n for field in IP.fields for code, n in field.headings}
    return [
        BankItem(
            version_id=1000 * int(heading) + number,
            code=f"i-{heading}-{number}",
            objective=f"o-{heading}",
            order_length=4,
        )
        for heading, count in wanted.items()
        for number in range(count + spare)
    ]


def draw(seed=1, bank=None):
    return draw_exam(
        seed=seed,
        blueprint=IP,
        bank=bank_of(3) if bank is None else bank,
        headings=HEADINGS,
        shuffle=True,
    )


def test_the_numbers_are_those_of_ipa_s_outline():
    assert (IP.count, IP.scored, IP.minutes, IP.pause) == (100, 92, 120, False)
    fields = [(each.count, each.scored, each.trials) for each in IP.fields]
    assert fields == [(35, 32, 3), (20, 18, 2), (45, 42, 3)]
    assert (IP.pass_mark, {each.floor for each in IP.fields}) == (
        Decimal("0.6"),
        {Decimal("0.3")},
    )
    assert (IP.item_types, IP.options) == (("single_choice",), 4)


def test_every_shipped_blueprint_names_headings_of_its_own_scheme():
    for blueprint in shipped_blueprints().values():
        named = {(blueprint.scheme, heading) for heading in blueprint.headings}
        assert named <= shipped_codes()
    assert len(IP.headings) == 23


@settings(max_examples=20)
@given(seed=st.integers())
def test_a_form_has_each_heading_s_items_and_each_field_s_trials(seed):
    form = draw(seed)
    headings = Counter(str(item.version_id // 1000) for item in form.items)
    assert headings == {code: n for field in IP.fields for code, n in field.headings}
    assert len({item.version_id for item in form.items}) == 100
    assert Counter(item.section for item in form.items if item.trial) == {
        "strategy": 3,
        "management": 2,
        "technology": 3,
    }
    scored = {str(item.version_id // 1000) for item in form.items if not item.trial}
    assert scored == set(IP.headings)


def test_the_same_seed_gives_the_same_form_and_another_seed_another():
    assert draw(5) == draw(5, list(reversed(bank_of(3))))
    assert draw(5) != draw(6)


def test_which_items_are_on_trial_depends_on_the_seed_alone():
    bank = bank_of(0)
    on_trial = [
        {item.version_id for item in draw(seed, bank).items if item.trial}
        for seed in range(5)
    ]
    assert len({frozenset(each) for each in on_trial}) > 1


def test_a_bank_that_is_too_small_is_told_heading_by_heading():
    bank = [item for item in bank_of(0) if item.code not in ("i-1-0", "i-23-0")]
    bank = [item for item in bank if item.objective != "o-18"]
    lacking = [
        (each.heading, each.needed, each.missing) for each in lacks(IP, bank, HEADINGS)
    ]
    assert lacking == [("1", 7, 1), ("18", 2, 2), ("23", 10, 1)]
    with pytest.raises(ExamShortage) as caught:
        draw(bank=bank)
    assert len(caught.value.lacks) == 3


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("count = 35", "count = 36", "35問で、36問になっていません"),
        ("scored = 18", "scored = 21", "採点する数は1から20まで"),
        ("8 = 5", "7 = 5", "二度出てきます"),
        ("minutes = 120", "minutes = 0", "1分以上"),
        ("floor = 0.3", "floor = 3", "0から1まで"),
        ('title = "ストラテジ系"', "", "読めません"),
        ("[[fields]]", "[fields", "読めません"),
        ("minutes = 120", 'minutes = "long"', "読めません"),
    ],
)
def test_a_file_that_does_not_add_up_is_refused(before, after, said):
    assert before in TEXT
    with pytest.raises(BlueprintInvalid, match=said):
        read_blueprint(TEXT.replace(before, after))
