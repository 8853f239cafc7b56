"""Files go out through one view: to the signed-in, in parts, and never alive."""

import pytest

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(256)) * 4


@pytest.fixture
def video(media):
    (media / "documents").mkdir()
    (media / "documents" / "a.mp4").write_bytes(CONTENT)
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
    (media / name).write_text("<script>alert(1)</script>")
    response = learner.get(f"/uploads/{name}")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    response.close()


def test_svg_is_shown_in_a_sandbox(learner, media):
    (media / "figure.svg").write_text("<svg><script>alert(1)</script></svg>")
    response = learner.get("/uploads/figure.svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
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
def test_nothing_outside_is_reached(learner, media, video, path):
    (media.parent / "secret.txt").write_text("secret")
    (media / "link.txt").symlink_to(media.parent / "secret.txt")
    (media / ".hidden").write_text("secret")
    assert learner.get(f"/uploads/{path}").status_code == 404


def test_empty_file(learner, media):
    (media / "empty.png").write_bytes(b"")
    response = learner.get("/uploads/empty.png")
    assert (response.status_code, read(response)) == (200, b"")
