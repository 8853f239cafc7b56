"""Collecting, compiling and checking the texts of the interface."""

import gettext

import pytest
from django.core.management import CommandError, call_command

from learning.home import catalogues

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def project(tmp_path, settings):
    """A project with one module, one template and one script."""
    settings.BASE_DIR = tmp_path
    for folder in ("learning/templates", "courses", "quizzes", "static/js"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "learning/pages.py").write_text(
        'from django.utils.translation import gettext_lazy as _\nTITLE = _("題名")\n'
    )
    (tmp_path / "learning/templates/page.html").write_text(
        "{% load i18n %}\n<ul>\n    <li>{% translate '続ける' %}</li>\n"
        "  {% blocktranslate with n=count trimmed %}\n    あと {{ n }} 日\n"
        "  {% endblocktranslate %}\n</ul>\n"
    )
    (tmp_path / "static/js/page.js").write_text('status.textContent = gettext("保存");')
    return tmp_path


def po(project, language="en", domain="django"):
    return project / f"locale/{language}/LC_MESSAGES/{domain}.po"


def translate(project, pairs, domain="django", language="en"):
    path = po(project, language, domain)
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f'msgid "{text}"\nmsgstr "{string}"\n' for text, string in pairs.items()]
    path.write_text(HEADER + "\n".join(lines), encoding="utf-8")


ALL = {"題名": "Title", "続ける": "Continue", "あと %(n)s 日": "%(n)s days left"}


def test_texts_are_found_in_python_templates_and_scripts(project):
    django = {m.id for m in catalogues.texts_of("django") if m.id}
    scripts = {m.id for m in catalogues.texts_of("djangojs") if m.id}
    assert django == {"題名", "続ける", "あと %(n)s 日"}
    assert scripts == {"保存"}


def test_texts_under_the_second_name_of_a_module_are_found(project):
    """Where ``_`` is the lazy one, ``_now`` is gettext (and the other way round)."""
    (project / "quizzes/items.py").write_text(
        "from django.utils.translation import gettext as _now\n"
        'state = _now("使用中止")\nother = _lazy("採点なし")\n'
    )
    found = {m.id for m in catalogues.texts_of("django")}
    assert {"使用中止", "採点なし"} <= found


def test_collecting_twice_changes_nothing(project):
    call_command("collect_messages", verbosity=0)
    once = po(project).read_bytes()
    call_command("collect_messages", verbosity=0)
    assert po(project).read_bytes() == once


def test_a_catalogue_that_is_read_and_written_stays_as_it_is(project):
    """A text's places are found in another order than they are read in."""
    for name, text in (("a", "題名"), ("b", "別の語")):
        (project / f"courses/{name}.html").write_text(
            f"{{% load i18n %}}{{% translate '{text}' %}}"
        )
    call_command("collect_messages", verbosity=0)
    catalog = catalogues.read(po(project), "en")
    assert catalogues.write(catalog, po(project)) is False


def test_collecting_keeps_translations_and_drops_what_is_gone(project):
    translate(project, {"題名": "Title", "昔の言葉": "Old words"})
    call_command("collect_messages", verbosity=0)
    text = po(project).read_text()
    assert "Title" in text
    assert "Old words" not in text


def test_a_complete_catalogue_passes(project, capsys):
    translate(project, ALL)
    translate(project, {"保存": "Save"}, domain="djangojs")
    call_command("check_catalogues")
    assert "All texts are translated" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"題名": ""}, "no translation: 題名"),
        ({"あと %(n)s 日": "some days left"}, "other placeholders"),
        ({"昔の言葉": "Old words"}, "no longer used: 昔の言葉"),
    ],
)
def test_a_fault_is_named(project, change, says):
    translate(project, {**ALL, **change})
    translate(project, {"保存": "Save"}, domain="djangojs")
    with pytest.raises(CommandError, match=says):
        call_command("check_catalogues")


def test_a_text_that_was_not_collected_is_named(project):
    translate(project, {"題名": "Title"})
    with pytest.raises(CommandError, match="not collected: 続ける"):
        call_command("check_catalogues")


def test_compiled_catalogues_translate(project):
    translate(project, ALL)
    call_command("compile_catalogues", verbosity=0)
    with po(project).with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("題名") == "Title"


def test_a_broken_catalogue_is_named_and_leaves_no_traceback(project):
    translate(project, ALL)
    po(project).write_text(po(project).read_text() + '\nmsgid "切れた\n')
    with pytest.raises(CommandError, match="can't be read"):
        call_command("compile_catalogues")


def test_words_of_the_back_office_are_japanese(settings):
    """The override has what Wagtail's own Japanese lacks."""
    catalog = catalogues.read(catalogues.po_path("ja", "django"), "ja")
    assert catalog["Select a new parent page"].string == "新しい親ページを選択"
    assert list(catalogues.faults(catalog)) == []
