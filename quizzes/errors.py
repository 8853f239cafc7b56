"""What quizzes refuse, each with a sentence for the person whom it concerns."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class QuizError(Exception):
    """A refusal; ``str()`` says what happened and what to do, in plain Japanese."""

    message: str | Promise = ""

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.message)


class QuizRetired(QuizError):
    """The quiz is no longer given."""

    message = _(
        "このテストは、いまは行っていません。これまでの結果は残っています。"
        "受ける必要があるときは、担当課に確かめてください。"
    )


class AttemptLimitReached(QuizError):
    """All allowed attempts are used."""

    message = _(
        "受けられる回数を使い切りました。これまでの結果は残っています。"
        "もう一度受ける必要があるときは、担当課に相談してください。"
    )


class NotYetOpen(QuizError):
    """The person's own window has not begun."""

    message = _(
        "まだ受けられる日時になっていません。解答は始まっていません。"
        "受けられる日時は、この画面で確かめてください。"
    )


class WindowClosed(QuizError):
    """The person's own window is over."""

    message = _(
        "受けられる期間が終わりました。これまでの結果は残っています。"
        "受ける必要があるときは、担当課に相談してください。"
    )


class NothingToExtend(QuizError):
    """The attempt has no running clock."""

    message = _(
        "時間は延ばしていません。この回には制限時間がないか、もう終わっています。"
        "もう一度受けてもらうときは、受けられる回数を追加してください。"
    )


class QuizNotReady(QuizError):
    """The bank can't fill the quiz; its editor must add items."""

    message = _(
        "このテストは、出す問題の数が足りないため始められません。"
        "解答は始まっていません。教材の担当に知らせてください。"
    )


class StorageUnsafe(QuizError):
    """The database could lose what it has acknowledged; nothing may be started on it."""

    message = _(
        "このサイトは、いま解答を安全に保存できない設定になっているため、"
        "始められません。解答は始まっていません。これまでの記録はそのまま残っています。"
        "システムの担当に知らせてください。"
    )


class AttemptClosed(QuizError):
    """The attempt is finished or withdrawn and takes nothing more."""

    message = _("この回は終わっています。保存された解答はそのまま残っています。")


class RegradeRefused(QuizError):
    """A decision about wrong keys that makes no sense."""

    NO_REASON = _("採点し直していません。理由を書いてください。")
    NO_VERSION = _("採点し直していません。正答が誤っていた版を選んでください。")
    NO_RIGHT_VERSION = _(
        "採点し直していません。正しい版がありません。先に、正答を直して公開してください。"
    )
    OTHER_TYPE = _(
        "採点し直していません。正しい版は形式が違うので、その正答では採点できません。"
        "「全員を満点にする」か「採点から外す」を選んでください。"
    )


class PassesWouldBeLost(QuizError):
    """People who passed would fail; their number must be typed first."""

    def __init__(self, lost: int) -> None:
        self.lost = lost
        text = _(
            "採点し直していません。合格でなくなる回が %(lost)s 回あります。"
            "続けるときは、その数を入力してください。"
        )
        super().__init__(text % {"lost": lost})


class NotCalibrated(QuizError):
    """Too few people have taken a mock examination for its scale to mean anything."""

    def __init__(self, *, persons: int, needed: int) -> None:
        super().__init__(
            _(
                "尺度は作っていません。結果のある人が %(needed)s 人以上いて、どの問題にも"
                "正答と誤答が要ります（いまは %(persons)s 人）。"
            )
            % {"persons": persons, "needed": needed}
        )


class QuizInvalid(QuizError):
    """A definition that can't be stored; ``problems`` names every fault."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems))
