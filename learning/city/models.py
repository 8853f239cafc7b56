"""This city's own words, numbers and settings, and files waiting to be applied."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class City(models.Model):
    """The one city of this installation: its words and its choices.

    There is exactly one row; ``learning.city.current.city()`` reads it.
    """

    name = models.CharField(_("市の名前"), max_length=60, default="○○市")
    active_plan = models.CharField(
        _("使う計画のコード"), max_length=40, blank=True, default=""
    )
    people_word = models.CharField(
        _("「人財」の書き方"), max_length=20, default="人材育成"
    )
    csirt_name = models.CharField(
        _("情報セキュリティの連絡先"), max_length=60, default="情報システム担当"
    )
    csirt_extension = models.CharField(
        _("その内線"), max_length=20, default="（未設定）"
    )
    helpdesk_extension = models.CharField(
        _("ヘルプデスクの内線"), max_length=20, default="（未設定）"
    )
    dx_section = models.CharField(
        _("デジタル担当課"), max_length=60, default="デジタル担当課"
    )
    policy_name = models.CharField(
        _("セキュリティポリシーの名前"),
        max_length=60,
        default="情報セキュリティポリシー",
    )
    suppression_threshold = models.PositiveSmallIntegerField(
        _("少人数を隠す境目"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("分母がこの人数より少ない集団の数字を隠します。"),
    )
    counts_dispatched = models.BooleanField(
        _("派遣中の職員を分母に入れる"), default=False
    )
    acting_is_head = models.BooleanField(
        _("兼務・事務取扱の長も所属長として扱う"), default=True
    )
    save_grace_seconds = models.PositiveSmallIntegerField(
        _("時間切れの後に保存を受け付ける秒数"), default=30
    )
    leaver_share_to_confirm = models.DecimalField(
        _("退職がこの割合を超えたら人数の入力を求める"),
        max_digits=3,
        decimal_places=2,
        default="0.10",
    )
    variables = models.JSONField(_("その他の市の言葉"), default=dict, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="city_only_one"),
        ]

    def __str__(self) -> str:
        return self.name


class StagedUpload(models.Model):
    """A file that was received and is not yet applied; deleted after the apply."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    state = models.JSONField(default=dict)
    uploaded_by_id = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
