"""What words of files mean: listed, changed and forgotten, each with its log entry."""

import pytest
from django.urls import reverse

from learning.log.models import Entry
from learning.people.models import PostTitle, ValueMapping
from learning.people.stored import base_token, load_vocabulary
from tests.factories.people import RECORDED_AT, AppointingAuthorityFactory
from tests.integration.learning.people.importing import (
    apply,
    organisation,
    page,
    send,
    signed_in,
    text_of,
)

pytestmark = pytest.mark.django_db
LIST = "people:meanings"


@pytest.fixture
def hr(client):
    signed_in(client, "hr")
    return client


def word(subject="post_title", value="まちづくり監", meaning="deputy"):
    if subject == "post_title":
        PostTitle.objects.create(name=value, rank_class=meaning)
    return ValueMapping.objects.create(
        subject=subject,
        value=value,
        meaning=meaning,
        confirmed_by_label="人事　花子",
        confirmed_at=RECORDED_AT,
    )


def asked(client, sent):
    return {word.value for word in page(client, sent).context["words"]}


def change(client, known, meaning):
    url = reverse("people:meaning_change", args=[known.pk])
    return client.post(url, {"meaning": meaning})


def test_words_are_listed_by_subject_with_who_confirmed_them(hr):
    word("character", "𠮷", "吉")
    word()
    html = hr.get(reverse(LIST)).content.decode()
    assert (
        html.index("職名</h2>") < html.index("まちづくり監") < html.index("外字</h2>")
    )
    assert html.index("外字</h2>") < html.index("𠮷")
    assert "次長級" in html
    assert "人事　花子" in html
    assert reverse(LIST) in hr.get(reverse("people:imports")).content.decode()


def test_nothing_remembered_is_said(hr):
    assert "決めた語はまだありません" in hr.get(reverse(LIST)).content.decode()


def test_a_changed_title_is_read_by_its_new_meaning(hr):
    known = word()
    before = base_token()
    assert change(hr, known, "section_head").url == reverse(LIST)
    assert load_vocabulary().titles["まちづくり監"].rank_class == "section_head"
    known.refresh_from_db()
    assert known.meaning == "section_head"
    assert known.confirmed_by_label != "人事　花子"
    entry = Entry.objects.get(action="meaning.change")
    assert entry.subject_label == "職名「まちづくり監」"
    assert base_token() != before  # a check that is open is shown again


def test_a_meaning_that_does_not_exist_is_refused(hr):
    known = word()
    assert change(hr, known, "emperor").status_code == 200
    known.refresh_from_db()
    assert known.meaning == "deputy"


def test_a_substitute_must_not_be_gaiji_itself(hr):
    known = word("character", "𠮷", "吉")
    assert "代替文字も外字です" in change(hr, known, "𠮟").content.decode()
    assert change(hr, known, "よし").status_code == 302


def test_a_forgotten_word_is_asked_again(hr):
    organisation()
    known = word()
    text = text_of().replace("市民課,主事", "市民課,まちづくり監")
    sent = send(hr, text)
    assert "まちづくり監" not in asked(hr, sent)
    url = reverse("people:meaning_forget", args=[known.pk])
    assert "もう一度たずねます" in hr.get(url).content.decode()
    assert ValueMapping.objects.count() == 1
    hr.post(url)
    assert Entry.objects.filter(action="meaning.forget").count() == 1
    assert "まちづくり監" in asked(hr, sent)
    apply(hr, page(hr, sent))
    assert ValueMapping.objects.filter(value="まちづくり監").count() == 1


def test_hr_of_one_authority_reads_them_only(client):
    known = word()
    signed_in(client, "hr", authority=AppointingAuthorityFactory())
    html = client.get(reverse(LIST)).content.decode()
    assert "まちづくり監" in html
    assert "消す" not in html
    assert change(client, known, "staff").status_code == 403
