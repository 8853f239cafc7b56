"""What may stand in a variable, and that all faults are told together."""

import pytest

from learning.settings.environment import Environment  # noqa: TID251
from learning.settings.safety import SettingsRefused, refuse, unsafe  # noqa: TID251


def number(text):
    env = Environment({"N": text})
    return env.whole_number("N", 5, low=0, high=10), env.faults


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("10", 10), (" 7 ", 7), ("", 5), ("  ", 5)]
)
def test_a_whole_number_within_its_bounds(text, value):
    assert number(text) == (value, [])


@pytest.mark.parametrize(
    "text", ["abc", "-1", "11", "1.5", "+3", "1_0", "７", "9" * 5000]
)
def test_anything_else_is_a_fault_with_its_bounds(text):
    value, (fault,) = number(text)
    assert value == 5
    assert fault.startswith("N：")
    assert "0 から 10 まで" in fault


def test_on_and_off_are_the_only_words():
    assert Environment({"H": "off"}).is_on("H", default=True) is False
    assert Environment({"H": "on"}).is_on("H", default=False) is True
    env = Environment({"H": "banana"})
    env.is_on("H", default=True)
    assert env.faults == ["H：「banana」は使えません。on か off にしてください。"]


def test_words_are_separated_by_commas():
    assert Environment({"A": "a.example, b.example,"}).words("A") == [
        "a.example",
        "b.example",
    ]


@pytest.mark.parametrize(
    "text",
    ["ftp://a.example", "a.example", "http://", "https://a.example/x", "http://["],
)
def test_an_address_is_a_site(text):
    env = Environment({"B": text})
    assert env.address("B", "http://127.0.0.1:8000") == "http://127.0.0.1:8000"
    assert env.addresses("B") == []
    assert len(env.faults) == 2


def test_a_site_with_its_port_and_a_slash():
    env = Environment({"B": "https://a.example:8443/"})
    assert env.address("B", "http://b") == "https://a.example:8443"


def test_production_names_everything_that_is_unsafe():
    found = unsafe(
        secret_key="x" * 60, allowed_hosts=["*"], debug=True, database=":memory:"
    )
    assert [line.partition("：")[0] for line in found] == [
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "DEBUG",
        "DATABASE_URL",
    ]
    with pytest.raises(SettingsRefused) as refusal:
        refuse(found)
    assert all(line in str(refusal.value) for line in found)


def test_nothing_wrong_refuses_nothing():
    refuse([])
    safe = "abcdefghij" * 5
    assert not unsafe(
        secret_key=safe, allowed_hosts=["a.example"], debug=False, database="city"
    )
