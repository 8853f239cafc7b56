"""What a text block may hold."""

import pytest

from courses.html import clean_html


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p>よ<strong>い</strong></p>", "<p>よ<strong>い</strong></p>"),
        ("<p onclick='x()'>a</p>", "<p>a</p>"),
        ("<script>x()</script>a", "a"),
        ("<p style='color:red'>a</p>", "<p>a</p>"),
        ("<a href='javascript:x()'>a</a>", "<a>a</a>"),
        ("<a href='/courses/'>a</a>", '<a href="/courses/">a</a>'),
        ('<a linktype="page" id="3">a</a>', '<a linktype="page" id="3">a</a>'),
        ("<iframe src='/x'></iframe><b>a</b>", "<b>a</b>"),
    ],
)
def test_clean(html, clean):
    assert clean_html(html) == clean
