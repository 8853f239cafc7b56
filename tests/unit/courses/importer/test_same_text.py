"""Two texts that a reader sees alike are the same; others are not."""

import pytest

from courses.importer.same_text import said


@pytest.mark.parametrize(
    ("file", "editor"),
    [
        ("<p>一</p>\n<p>二</p>", "<p>一</p><p>二</p>"),
        ("<strong>だれが</strong>　年代", "<p><b>だれが</b>　年代</p>"),
        ("<p><em>強く</em></p>", "<p><i>強く</i></p>"),
        ("<ul>\n<li>一つ</li>\n</ul>", "<ul><li>一つ</li></ul>"),
        ("<ul><li><p>一つ</p></li></ul>", "<ul><li>一つ</li></ul>"),
        ('<ol start="1"><li>一つ</li></ol>', "<ol><li>一つ</li></ol>"),
        ("<p>行の\n続き</p>", "<p>行の 続き</p>"),
        ("<p>一<br>二</p>", "<p>一<br/>二</p>"),
        ("<p>A&amp;B</p>", "<p>A&#38;B</p>"),
        ("<blockquote><p>引用</p></blockquote>", "<blockquote>引用</blockquote>"),
        ("", "<p></p>"),
    ],
)
def test_the_editor_writes_the_same_anew(file, editor):
    assert said(file) == said(editor)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>一</p>", "<p>二</p>"),
        ("<p>一</p><p>二</p>", "<p>一二</p>"),
        ("<p><b>一</b></p>", "<p>一</p>"),
        ("<ul><li>一</li></ul>", "<ol><li>一</li></ol>"),
        ('<p><a href="/a">一</a></p>', '<p><a href="/b">一</a></p>'),
        ("<ul><li>一</li><li>二</li></ul>", "<ul><li>一 二</li></ul>"),
        ("<h3>一</h3>", "<p>一</p>"),
    ],
)
def test_what_a_reader_sees_otherwise_differs(one, other):
    assert said(one) != said(other)
