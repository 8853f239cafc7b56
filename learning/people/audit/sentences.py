"""What each action of the log says, as a sentence. Knows codes and words, no rows.

A sentence may name ``actor`` and ``subject`` and any detail by its key; what an entry
doesn't have is left out. Every action that is written needs its line here.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    # sign-in and accounts
    "account.sign_in": _("%(actor)s がログインした（%(kind)s）"),
    "account.make": _("%(actor)s が利用者%(subject)sを作った"),
    "account.issue_code": _("%(actor)s が %(subject)s のログインのコードを発行した"),
    "account.redeem_code": _("%(actor)s がログインのコードを使った"),
    "account.change_password": _("%(actor)s がパスワードを変えた"),
    "account.set_email": _("%(actor)s が %(subject)s の個人のメールアドレスを変えた"),
    # roles
    "grant.give": _("%(actor)s が %(subject)s に役割「%(role)s」を付与した"),
    "grant.revoke": _("%(actor)s が %(subject)s の役割「%(role)s」を終えた"),
    "grant.follow": _(
        "%(actor)s が %(subject)s の役割「%(role)s」を後継の所属に引き継いだ"
    ),
    # people and organisation
    "roster.apply": _("%(actor)s が職員の名簿を反映した（%(subject)s）"),
    "roster_import.undo": _("%(actor)s が取込みを取り消した（%(subject)s）"),
    "roster_source.save": _("%(actor)s が取込区分%(subject)sの設定を保存した"),
    "meaning.change": _("%(actor)s がファイルの語の意味を変えた（%(subject)s）"),
    "meaning.forget": _("%(actor)s がファイルの語の意味を消した（%(subject)s）"),
    "organisation.apply": _("%(actor)s が組織のファイルを反映した（%(subject)s）"),
    "department.open": _("%(actor)s が所属%(subject)sを設置した"),
    "department.close": _("%(actor)s が所属%(subject)sを廃止した"),
    "department.reorder": _("%(actor)s が所属%(subject)sの建制順を変えた"),
    # what was looked at or taken along
    "employee.view": _("%(actor)s が %(subject)s のページを見た"),
    "evidence.view": _("%(actor)s が %(subject)s の実績を見た"),
    "attainment.view": _("%(actor)s が到達状況の一覧で %(subject)s の名前を見た"),
    "standing.view": _("%(actor)s が受講状況を見た（%(subject)s）"),
    "standing.export": _("%(actor)s が受講状況を書き出した（%(subject)s）"),
    "section.view": _("%(actor)s が課の状況の一覧を見た（%(subject)s、%(people)s）"),
    "report.export": _("%(actor)s が到達状況を書き出した（%(subject)s）"),
    "report.export_unsuppressed": _(
        "%(actor)s が到達状況を、少人数も隠さずに書き出した（%(subject)s）"
    ),
    "quiz.export_results": _(
        "%(actor)s がテスト%(subject)sの問題ごとの結果を書き出した（%(people)s）"
    ),
    "regrade.view": _(
        "%(actor)s が採点し直しで合否の変わる人を見た（%(subject)s、%(people)s）"
    ),
    "log.export": _("%(actor)s が証跡を書き出した"),
    # obligations and attempts
    "requirement.create": _("%(actor)s が受講指定%(subject)sを作った"),
    "requirement.assign": _(
        "%(actor)s が受講指定%(subject)sの受講対象に%(people)sを加えた"
    ),
    "requirement.withdraw": _("%(actor)s が受講指定%(subject)sを取り消した"),
    "assignment.view": _("%(actor)s が %(subject)s の受講対象の画面を見た"),
    "assignment.exempt": _("%(actor)s が %(subject)s の「%(requirement)s」を免除した"),
    "assignment.extend": _(
        "%(actor)s が %(subject)s の「%(requirement)s」の期限を延ばした"
    ),
    "assignment.withdraw": _(
        "%(actor)s が %(subject)s の「%(requirement)s」を取り消した"
    ),
    "notice.send": _("%(actor)s が%(subject)sのお知らせを %(people)s に送った"),
    "session.record": _("%(actor)s が集合研修%(subject)sの出席を登録した"),
    "session.withdraw": _("%(actor)s が集合研修%(subject)sの出席を取り下げた"),
    "attempt.start": _("%(actor)s がテスト%(subject)sを始めた"),
    "attempt.prepare": _(
        "%(actor)s がテスト%(subject)sの問題を %(people)s 分、前もって用意した"
    ),
    "attempt.extend": _("%(actor)s がテスト%(subject)sの時間を %(minutes)s 分延ばした"),
    "attempt.allow": _(
        "%(actor)s が %(subject)s のテスト「%(quiz)s」で個別の扱いを登録した"
    ),
    "attempt.disallow": _(
        "%(actor)s が %(subject)s のテスト「%(quiz)s」の個別の扱いを取り消した"
    ),
    "accommodation.view": _("%(actor)s が %(subject)s のテストの配慮の画面を見た"),
    "accommodation.set": _("%(actor)s が %(subject)s のテストの配慮を登録した"),
    "accommodation.end": _("%(actor)s が %(subject)s のテストの配慮を終えた"),
    "attempt.submit": _("%(actor)s がテスト%(subject)sを提出した"),
    "attempt.withdraw": _("%(actor)s がテスト%(subject)sの実施を取り消した"),
    "attempt.regrade": _(
        "%(actor)s が問題の正答の誤りを直し、%(people)s のテストを採点し直した（%(subject)s）"
    ),
    "evidence.record": _("%(actor)s が %(employee)s の実績を登録した（%(subject)s）"),
    "evidence.withdraw": _("%(actor)s が実績を取り下げた（%(subject)s）"),
    # content
    "item.draft": _("%(actor)s が問題%(subject)sの下書きを保存した"),
    "item.publish": _("%(actor)s が問題%(subject)sを公開した"),
    "item.schedule": _("%(actor)s が問題%(subject)sの公開を予約した"),
    "item.unpublish": _("%(actor)s が問題%(subject)sの公開をやめた"),
    "item.lock": _("%(actor)s が問題%(subject)sを編集できないようにした"),
    "item.unlock": _("%(actor)s が問題%(subject)sをまた編集できるようにした"),
    "item.submit": _("%(actor)s が問題%(subject)sの承認を求めた"),
    "item.approve": _("%(actor)s が問題%(subject)sを承認した"),
    "item.reject": _("%(actor)s が問題%(subject)sを差し戻した"),
    "item.cancel": _("%(actor)s が問題%(subject)sの承認の手続きをやめた"),
    "item.version": _("%(actor)s が問題%(subject)sの第%(number)s版を作った"),
    "item.regrade": _(
        "%(actor)s が問題%(subject)sの正答の誤りによる採点のし直しを決めた"
    ),
    "item.retire": _("%(actor)s が問題%(subject)sの使用をやめた"),
    "item.restore": _("%(actor)s が問題%(subject)sをまた使えるようにした"),
    "item.import": _(
        "%(actor)s がファイル「%(subject)s」から問題を取り込んだ"
        "（そのまま%(taken)s問、一部変更%(approximated)s問、不採用%(refused)s問）"
    ),
    "item.export": _(
        "%(actor)s が問題を%(written)s問、ファイル「%(subject)s」に書き出した"
    ),
    "quiz.create": _("%(actor)s がテスト%(subject)sを作った"),
    "quiz.change": _("%(actor)s がテスト%(subject)sを変えた"),
    "quiz.calibrate": _("%(actor)s が模擬試験%(subject)sの尺度を作り直した"),
    "quiz.retire": _("%(actor)s がテスト%(subject)sの使用をやめた"),
    "quiz.restore": _("%(actor)s がテスト%(subject)sをまた使えるようにした"),
    "objective.create": _("%(actor)s が学習目標%(subject)sを作った"),
    "objective.change": _("%(actor)s が学習目標%(subject)sを変えた"),
    "objective.retire": _("%(actor)s が学習目標%(subject)sの使用をやめた"),
    "term.create": _("%(actor)s が用語%(subject)sを作った"),
    "term.change": _("%(actor)s が用語%(subject)sを変えた"),
    "term.delete": _("%(actor)s が用語%(subject)sを削除した"),
    "scheme.load": _("%(actor)s が分類%(subject)sを読み込んだ"),
    "page.publish": _("%(actor)s がページ%(subject)sを公開した"),
    "page.schedule": _("%(actor)s がページ%(subject)sの公開を予約した"),
    "page.unpublish": _("%(actor)s がページ%(subject)sの公開をやめた"),
    "page.move": _("%(actor)s がページ%(subject)sをほかの場所に移した"),
    "page.reorder": _("%(actor)s がページ%(subject)sの並び順を変えた"),
    "page.delete": _("%(actor)s がページ%(subject)sを削除した"),
    "page.submit": _("%(actor)s がページ%(subject)sの承認を求めた"),
    "page.approve": _("%(actor)s がページ%(subject)sを承認した"),
    "page.reject": _("%(actor)s がページ%(subject)sを差し戻した"),
    "page.cancel": _("%(actor)s がページ%(subject)sの承認の手続きをやめた"),
    "curriculum.import": _("%(actor)s が教材のファイルを取り込んだ"),
    # the plan and the site itself
    "plan.revise": _("%(actor)s が計画%(subject)sの第%(revision)s版を登録した"),
    "city.change": _("%(actor)s が市の設定を変えた"),
    "city.simulate": _("%(actor)s が見本の市を作った"),
    "log.delete_payloads": _("%(actor)s が規則により証跡の詳細を削除した"),
}
# Where there is nobody and nothing that it was done to.
WITHOUT_SUBJECT: dict[str, Promise] = {
    "account.make": _("%(actor)s が利用者%(count)sを作った"),
    "standing.view": _("%(actor)s が全庁の受講状況を見た"),
    "standing.export": _("%(actor)s が全庁の受講状況を書き出した"),
}

LOOKS = ("looks", _("閲覧と書き出し"))
# What the log can be narrowed by: code, words, beginnings of actions.
KINDS: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
    ("accounts", _("ログインと利用者"), ("account.",)),
    ("grants", _("役割"), ("grant.",)),
    ("roster", _("職員取込"), ("roster", "meaning.")),
    ("organisation", _("組織"), ("organisation.", "department.")),
    ("requirements", _("受講指定"), ("requirement.", "assignment.", "notice.")),
    ("attempts", _("受験"), ("attempt.", "accommodation.")),
    ("evidence", _("実績"), ("evidence.record", "evidence.withdraw", "session.")),
    (
        "content",
        _("教材・問題・テスト"),
        (
            "page.",
            "item.",
            "quiz.",
            "objective.",
            "term.",
            "scheme.",
            "curriculum.",
        ),
    ),
    ("plan", _("計画"), ("plan.",)),
    ("settings", _("市の設定と証跡"), ("city.", "log.")),
)


class _Known(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def sentence_of(action: str, known: Mapping[str, str]) -> str:
    """The sentence of an action with what is known of it filled in.

    Parameters
    ----------
    known : words by name: ``actor``, ``subject`` ("" where there is none), details.
    """
    template = SENTENCES.get(action)
    if not known.get("subject"):
        template = WITHOUT_SUBJECT.get(action, template)
    if template is None:
        return _now("%(actor)s がほかの操作をした") % _Known(known)
    return str(template) % _Known(known)
