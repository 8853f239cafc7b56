"""Blocks to practise with: scenarios, and checks that count towards the lesson."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.text import LINE_FEATURES, CleanTextBlock


class ChoiceOfAnswer(blocks.StructBlock):
    """One choice with what is said to whoever chose it."""

    text = blocks.CharBlock(label=_("選択肢"), max_length=200)
    right = blocks.BooleanBlock(label=_("正しい"), required=False)
    feedback = blocks.CharBlock(label=_("選んだ人への説明"), max_length=500)

    class Meta:
        label = _("選択肢")


class QuestionValue(blocks.StructValue):
    """A question with its choices."""

    def right_choices(self) -> set[int]:
        """Positions of the right choices, from 0."""
        return {n for n, choice in enumerate(self["choices"]) if choice["right"]}

    @property
    def is_multiple(self) -> bool:
        """Whether several choices are right, so that all of them must be chosen."""
        return len(self.right_choices()) > 1

    def is_right(self, chosen: Collection[int]) -> bool:
        """Whether exactly the right choices were chosen."""
        return set(chosen) == self.right_choices()


class QuestionBlock(blocks.StructBlock):
    """What scenario and check share."""

    title = blocks.CharBlock(label=_("題名"), required=False, max_length=120)
    question = CleanTextBlock(label=_("問い"), features=LINE_FEATURES)
    choices = blocks.ListBlock(
        ChoiceOfAnswer(), label=_("選択肢"), min_num=2, max_num=6
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned.right_choices():
            raise blocks.StructBlockValidationError(
                non_block_errors=[
                    ValidationError(_("正しい選択肢を一つ以上選んでください。"))
                ]
            )
        return cleaned

    class Meta:
        value_class = QuestionValue


class ScenarioBlock(QuestionBlock):
    """場面で考える: choices that open to their feedback; nothing is recorded."""

    class Meta:
        template = "courses/blocks/scenario.html"
        icon = "group"
        label = _("場面で考える")


class CheckBlock(QuestionBlock):
    """確認: must be answered, rightly or not, before the lesson is done."""

    class Meta:
        template = "courses/blocks/check.html"
        icon = "tick"
        label = _("確認")
