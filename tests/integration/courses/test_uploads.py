"""Files go out through one view: with their pages, in parts, and never alive."""

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.factories.courses import LessonPageFactory, body

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(256)) * 4


def document(media, name, content=CONTENT):
    """A document that is stored and used nowhere."""
    (media / name).parent.mkdir(exist_ok=True)
    (media / name).write_bytes(content)
    return get_document_model().objects.create(title=name, file=name)


def give(found):
    """A live lesson that gives the document."""
    value = {"file": found.pk, "title": "資料"}
    return LessonPageFactory(body=body({"type": "download", "value": value}))


def picture(media, name):
    """An image, stored and used nowhere, with a smaller copy."""
    for each in (name, f"small-{name}"):
        (media / each).write_bytes(b"<svg/>")
    (made,) = get_image_model().objects.bulk_create(
        [get_image_model()(title=name, file=name, width=9, height=9)]
    )
    made.renditions.create(filter_spec="small", file=f"small-{name}", width=3, height=3)
    return made


@pytest.fixture
def video(media):
    give(document(media, "documents/a.mp4"))
    return "/uploads/documents/a.mp4"


def read(response):
    return b"".join(response.streaming_content)


def test_anonymous_is_sent_to_sign_in(client, video):
    assert client.get(video).status_code == 302


def test_whole_file(learner, video):
    response = learner.get(video)
    assert response.status_code == 200
    assert read(response) == CONTENT
    assert response.headers["Content-Type"] == "video/mp4"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "private" in response.headers["Cache-Control"]


def test_part(learner, video):
    response = learner.get(video, headers={"Range": "bytes=10-19"})
    assert response.status_code == 206
    assert read(response) == CONTENT[10:20]
    assert response.headers["Content-Range"] == "bytes 10-19/1024"
    assert response.headers["Content-Length"] == "10"


def test_part_outside_the_file(learner, video):
    response = learner.get(video, headers={"Range": "bytes=2000-"})
    assert response.status_code == 416
    assert response.headers["Content-Range"] == "bytes */1024"


def test_part_of_a_file_that_changed_is_the_whole(learner, video):
    headers = {"Range": "bytes=10-19", "If-Range": '"old"'}
    assert learner.get(video, headers=headers).status_code == 200


def test_known_file_is_not_sent_again(learner, video):
    etag = learner.head(video).headers["ETag"]
    assert learner.get(video, headers={"If-None-Match": etag}).status_code == 304


def test_head_sends_nothing(learner, video):
    response = learner.head(video)
    assert response.headers["Content-Length"] == "1024"
    assert response.content == b""


@pytest.mark.parametrize(
    "name", ["page.html", "page.xhtml", "code.js", "doc.pdf", "sheet.xlsx", "odd"]
)
def test_what_could_act_is_a_download(learner, media, name):
    give(document(media, name, b"<script>alert(1)</script>"))
    response = learner.get(f"/uploads/{name}")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    response.close()


def test_svg_is_drawn_by_pages_and_opened_by_nobody(learner, media):
    give(document(media, "figure.svg", b"<svg><script>alert(1)</script></svg>"))
    response = learner.get("/uploads/figure.svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    response.close()


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "documents/../../secret.txt",
        "/etc/passwd",
        "documents",
        "nothing.png",
        "link.txt",
        ".hidden",
        "a%00b",
    ],
)
def test_nothing_outside_is_reached(content_editor, media, video, path):
    (media.parent / "secret.txt").write_text("secret")
    (media / "link.txt").symlink_to(media.parent / "secret.txt")
    (media / ".hidden").write_text("secret")
    assert content_editor.get(f"/uploads/{path}").status_code == 404


def test_empty_file(learner, media):
    give(document(media, "empty.png", b""))
    response = learner.get("/uploads/empty.png")
    assert (response.status_code, read(response)) == (200, b"")


def test_a_file_that_no_page_uses_is_for_editors(learner, media):
    document(media, "draft.pdf")
    assert learner.get("/uploads/draft.pdf").status_code == 404


def test_editors_open_what_no_page_uses_yet(content_editor, media):
    document(media, "draft.pdf")
    assert content_editor.get("/uploads/draft.pdf").status_code == 200


def test_a_file_goes_with_the_last_page_that_used_it(learner, media):
    lesson = give(document(media, "once.pdf"))
    assert learner.get("/uploads/once.pdf").status_code == 200
    lesson.unpublish()
    assert learner.get("/uploads/once.pdf").status_code == 404


def test_a_file_of_a_draft_of_a_live_page_is_for_editors(learner, media):
    lesson = LessonPageFactory()
    value = {"file": document(media, "next.pdf").pk, "title": ""}
    lesson.body = body({"type": "download", "value": value})
    lesson.save_revision()
    assert learner.get("/uploads/next.pdf").status_code == 404
    lesson.save_revision().publish()
    assert learner.get("/uploads/next.pdf").status_code == 200


def test_smaller_copies_go_with_their_picture(learner, media):
    image = picture(media, "map.svg")
    assert learner.get("/uploads/small-map.svg").status_code == 404
    value = {"image": image.pk, "alt": "地図", "caption": "地図"}
    LessonPageFactory(body=body({"type": "figure", "value": value}))
    assert learner.get("/uploads/small-map.svg").status_code == 200
    assert learner.get("/uploads/map.svg").status_code == 200


def test_a_file_that_the_site_does_not_know_is_not_found(content_editor, media):
    (media / "left-over.pdf").write_bytes(CONTENT)
    assert content_editor.get("/uploads/left-over.pdf").status_code == 200
