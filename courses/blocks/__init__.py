"""The blocks a lesson is made of."""

from wagtail import blocks

from courses.blocks.media import DownloadBlock, FigureBlock, ImageBlock, VideoBlock
from courses.blocks.practice import CheckBlock, ScenarioBlock
from courses.blocks.text import (
    FEATURES,
    CalloutBlock,
    CleanTextBlock,
    CompareBlock,
    HeadingBlock,
    PlainBlock,
    StepsBlock,
)


class LessonBlock(blocks.StreamBlock):
    """Body of a lesson. The importer writes the same names."""

    heading = HeadingBlock()
    text = CleanTextBlock(features=FEATURES)
    callout = CalloutBlock()
    steps = StepsBlock()
    compare = CompareBlock()
    plain = PlainBlock()
    image = ImageBlock()
    figure = FigureBlock()
    video = VideoBlock()
    download = DownloadBlock()
    scenario = ScenarioBlock()
    check = CheckBlock()
