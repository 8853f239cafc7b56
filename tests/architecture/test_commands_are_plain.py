"""Every command of ours refuses what is typed wrongly in Japanese."""

from django.core.management import get_commands, load_command_class

from learning.command_line import PlainCommand

OURS = ("learning.", "courses", "quizzes")


def test_every_command_of_ours_is_plain():
    ours = {
        name: app
        for name, app in get_commands().items()
        if isinstance(app, str) and app.startswith(OURS)
    }
    assert {"import_curriculum", "make_account", "seal_log"} <= set(ours)
    assert {
        name
        for name, app in ours.items()
        if not isinstance(load_command_class(app, name), PlainCommand)
    } == set()
