"""What differs between two texts of a plan."""

from learning.literacy.plan_changes import changes
from learning.literacy.plan_file import read_plan
from tests.factories.literacy import small_plan_text


def data(text=None, **values):
    return read_plan((text or small_plan_text(**values)).encode()).to_data()


def told(before, after):
    return [
        (c.part, c.entry, c.what, c.before, c.after) for c in changes(before, after)
    ]


def test_the_same_text_has_no_changes():
    assert told(data(), data()) == []


def test_a_changed_mark_is_a_change_of_the_literacys_rules():
    ((part, entry, what, before, after),) = told(data(), data(mark="0.7"))
    assert (part, entry, what) == ("リテラシー", "L1", "到達の条件")
    assert '"0.6"' in before
    assert '"0.7"' in after


def test_rules_are_said_in_words_where_words_are_given():
    ((*_where, before, after),) = [
        (c.part, c.before, c.after)
        for c in changes(data(), data(mark="0.7"), {"pathways": lambda _rules: "道"})
    ]
    assert (before, after) == ("道", "道")


def test_a_links_certainty_is_said_in_the_plans_words():
    text = small_plan_text().replace('"certain"', '"provisional"')
    entries = {entry for _part, entry, *_rest in told(data(), data(text))}
    assert entries == {"L1 S1 確定", "L1 S1 暫定"}


def test_what_is_added_and_taken_away_is_told():
    state = '[[states]]\ncode = "S2"\nname = "加わった"\n\n[[literacies]]'
    more = data(small_plan_text().replace("[[literacies]]", state, 1))
    assert told(data(), more) == [("達成すべき状態", "S2", "加わる", "", "加わった")]
    assert told(more, data()) == [("達成すべき状態", "S2", "なくなる", "加わった", "")]


def test_the_plans_own_values_and_targets_are_told():
    text = small_plan_text().replace("小さな計画", "大きな計画").replace("0.5", "0.75")
    assert told(data(), data(text)) == [
        ("計画", "", "名前", "小さな計画", "大きな計画"),
        ("目標", "t1 L1", "割合", "0.5", "0.75"),
    ]
