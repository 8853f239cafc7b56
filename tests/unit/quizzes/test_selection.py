"""Drawing: reproducible, by rule, never an item twice."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.attempt_form import AttemptForm
from quizzes.item_types import Shuffling
from quizzes.selection import BankItem, NotEnoughItems, SectionRule, draw_form

BANK = [
    BankItem(
        version_id=number,
        code=f"item-{number:03}",
        objective="mail" if number < 20 else "desk",
        order_length=4,
        shuffling=Shuffling.WHERE_ASKED if number % 5 else Shuffling.NEVER,
    )
    for number in range(40)
]
SECTIONS = [
    SectionRule(code="s1", title="メール", count=3, objectives=frozenset({"mail"})),
    SectionRule(code="s2", title="机", count=2, objectives=frozenset({"desk"})),
]


def draw(seed=1, sections=SECTIONS, bank=BANK, shuffle=True):
    return draw_form(seed=seed, sections=sections, bank=bank, shuffle=shuffle)


def test_rank_is_that_of_sha256():
    # printf '7/item/s/x' | sha256sum, and y: the smaller digest is drawn.
    section = SectionRule(code="s", title="s", count=1, objectives=frozenset({"o"}))
    bank = [
        BankItem(version_id=1, code="x", objective="o", order_length=2),
        BankItem(version_id=2, code="y", objective="o", order_length=2),
    ]
    digests = {1: "6e0101e8aecf", 2: "2031233922a8"}
    smaller = min(digests, key=digests.__getitem__)
    assert draw(seed=7, sections=[section], bank=bank).items[0].version_id == smaller


@given(seed=st.integers(), order=st.permutations(BANK))
def test_the_bank_s_order_does_not_matter(seed, order):
    assert draw(seed=seed, bank=order) == draw(seed=seed)


@given(seed=st.integers())
def test_counts_objectives_and_no_item_twice(seed):
    form = draw(seed=seed)
    assert Counter(item.section for item in form.items) == {"s1": 3, "s2": 2}
    assert len({item.version_id for item in form.items}) == 5
    assert all((item.version_id < 20) == (item.section == "s1") for item in form.items)


@given(seed=st.integers())
def test_option_order_is_a_permutation_and_fixed_types_keep_it(seed):
    for item in draw(seed=seed).items:
        assert sorted(item.order) == [0, 1, 2, 3]
        if item.version_id % 5 == 0:
            assert item.order == (0, 1, 2, 3)


def test_without_shuffling_options_keep_their_order():
    assert all(item.order == (0, 1, 2, 3) for item in draw(shuffle=False).items)


def test_each_item_is_drawn_about_equally_often():
    # 2,000 draws of 3 from 20: 300 expected each, standard deviation about 16.
    drawn = Counter(
        item.version_id
        for seed in range(2000)
        for item in draw(seed=seed, sections=SECTIONS[:1]).items
    )
    assert set(drawn) == set(range(20))
    assert all(220 < count < 380 for count in drawn.values())


def test_sections_that_share_an_objective_share_no_item():
    again = SectionRule(code="s3", title="再", count=17, objectives=frozenset({"mail"}))
    form = draw(sections=[SECTIONS[0], again])
    assert len({item.version_id for item in form.items}) == 20


def test_too_few_items_say_how_many_are_missing():
    greedy = SectionRule(code="s", title="机", count=21, objectives=frozenset({"desk"}))
    with pytest.raises(NotEnoughItems) as caught:
        draw(sections=[greedy])
    assert str(caught.value) == (
        "区分「机」に出す問題が足りません（必要 21、使える問題 20）。"
    )


def test_a_form_survives_being_stored():
    form = draw()
    assert AttemptForm.from_json(form.to_json()) == form
