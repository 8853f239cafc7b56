"""Blocks of text: headings, rich text, callouts, steps, tables, plain words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.rich_text import RichText

from courses.html import clean_html

FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "code", "blockquote"]
LINE_FEATURES = ["bold", "italic", "ol", "ul", "link", "code"]


class CleanTextBlock(blocks.RichTextBlock):
    """Rich text whose HTML is cleaned whenever it is stored through the editor."""

    def clean(self, value: Any) -> RichText:
        cleaned = super().clean(value)
        return RichText(clean_html(cleaned.source if cleaned else ""))

    class Meta:
        template = "courses/blocks/text.html"
        icon = "pilcrow"
        label = _("文章")


class LineBlock(CleanTextBlock):
    """A sentence or two, for steps and cells."""

    class Meta:
        template = "courses/blocks/line.html"


class HeadingBlock(blocks.CharBlock):
    """A heading inside a lesson, second level."""

    class Meta:
        template = "courses/blocks/heading.html"
        icon = "title"
        label = _("見出し")


class CalloutBlock(blocks.StructBlock):
    """A box that stands out: information, a tip, or a warning."""

    kind = blocks.ChoiceBlock(
        label=_("種類"),
        choices=[
            ("info", _("お知らせ")),
            ("tip", _("こつ")),
            ("warning", _("注意")),
        ],
        default="info",
    )
    title = blocks.CharBlock(label=_("題名"), required=False, max_length=120)
    text = CleanTextBlock(label=_("文章"), features=LINE_FEATURES)

    class Meta:
        template = "courses/blocks/callout.html"
        icon = "warning"
        label = _("囲み")


class StepsBlock(blocks.StructBlock):
    """手順: steps in order."""

    title = blocks.CharBlock(label=_("題名"), required=False, max_length=120)
    steps = blocks.ListBlock(LineBlock(features=LINE_FEATURES), label=_("手順"))

    class Meta:
        template = "courses/blocks/steps.html"
        icon = "list-ol"
        label = _("手順")


class CompareBlock(TypedTableBlock):
    """比較表: a table with a head row and a caption."""

    text = LineBlock(features=["bold", "italic", "link"], label=_("文章"))

    class Meta:
        template = "courses/blocks/compare.html"
        icon = "table"
        label = _("比較表")


class PlainBlock(blocks.StructBlock):
    """やさしい説明: the same in plain words, shown as a disclosure."""

    text = CleanTextBlock(label=_("文章"), features=LINE_FEATURES)

    class Meta:
        template = "courses/blocks/plain.html"
        icon = "help"
        label = _("やさしい説明")
