"""The blocks a lesson is made of."""

from wagtail import blocks


class LessonBlock(blocks.StreamBlock):
    """Body of a lesson."""

    text = blocks.RichTextBlock()
