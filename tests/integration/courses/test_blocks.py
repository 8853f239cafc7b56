"""Each block as a learner sees it."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.factories.courses import LessonPageFactory, body

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"></svg>'
CHOICES = [
    {"text": "こうする", "right": True, "feedback": "よい"},
    {"text": "ああする", "right": False, "feedback": "ちがう"},
]


def stored(model, name, content):
    return model.objects.create(title=name, file=ContentFile(content, name=name)).pk


def shown(learner, kind, value):
    lesson = LessonPageFactory(body=body({"type": kind, "value": value}))
    response = learner.get(lesson.address)
    assert response.status_code == 200
    return response.content.decode()


SIMPLE = [
    ("heading", "考え方", ["<h2 id=", "考え方"]),
    (
        "callout",
        {"kind": "warning", "title": "題", "text": "<p>文</p>"},
        ["callout--warning", "注意", "題", "<p>文</p>"],
    ),
    ("steps", {"title": "手順", "steps": ["<p>一</p>", "<p>二</p>"]}, ["<ol>", "二"]),
    (
        "compare",
        {
            "columns": [{"type": "text", "heading": "名前"}],
            "rows": [{"values": ["あ"]}],
            "caption": "二つの違い",
        },
        ["<caption>二つの違い</caption>", '<th scope="col">名前</th>'],
    ),
    ("plain", {"text": "<p>やさしく</p>"}, ["やさしい説明", "<details", "やさしく"]),
    (
        "scenario",
        {"title": "場面", "question": "<p>どうする</p>", "choices": CHOICES},
        ["場面で考える", "よい選び方です", "ああする", "ちがう"],
    ),
]


@pytest.mark.parametrize(("kind", "value", "parts"), SIMPLE)
def test_block(learner, kind, value, parts):
    html = shown(learner, kind, value)
    for part in parts:
        assert part in html


def test_figure_has_its_size_and_words(learner, media):
    image = stored(get_image_model(), "box.svg", SVG)
    value = {"image": image, "alt": "四角", "caption": "図の題"}
    html = shown(learner, "figure", value)
    assert 'src="/uploads/original_images/box' in html
    assert 'width="90" height="60"' in html
    assert 'alt="四角"' in html
    assert "<figcaption>図の題</figcaption>" in html


def test_image_may_be_decoration(learner, media):
    image = stored(get_image_model(), "box.svg", SVG)
    assert 'alt=""' in shown(learner, "image", {"image": image, "alt": ""})


def test_video_has_captions_and_transcript(learner, media):
    video = stored(get_document_model(), "a.mp4", b"0")
    captions = stored(get_document_model(), "a.vtt", b"WEBVTT")
    value = {"file": video, "captions": captions, "transcript": "<p>話す</p>"}
    html = shown(learner, "video", value)
    assert '<source src="/uploads/documents/a' in html
    assert '<track kind="captions" src="/uploads/documents/a' in html
    assert "<p>話す</p>" in html


def test_download_names_its_kind_and_size(learner, media):
    document = stored(get_document_model(), "form.xlsx", b"0" * 2048)
    html = shown(learner, "download", {"file": document, "title": "様式"})
    assert "様式" in html
    assert "xlsx" in html
    assert 'href="/uploads/documents/form' in html


def test_missing_file_does_not_break_the_lesson(learner, media):
    assert shown(learner, "figure", {"image": 99999, "alt": "a", "caption": "c"})
    assert shown(learner, "download", {"file": 99999, "title": "t"})
