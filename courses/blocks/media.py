"""Blocks that show or give a file. Files are served by the checked uploads view."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from courses.blocks.text import LINE_FEATURES, CleanTextBlock

LONGEST_SIDE = "max-1280x1280"


class PictureValue(blocks.StructValue):
    """A picture with its address and size."""

    @property
    def shown(self) -> dict[str, str | int]:
        """Address, width and height: SVG as it is, photographs made smaller."""
        image = self["image"]
        if not image.is_svg():
            image = image.get_rendition(LONGEST_SIDE)
        return {"url": image.file.url, "width": image.width, "height": image.height}


class ImageBlock(blocks.StructBlock):
    """A picture without a caption."""

    image = ImageChooserBlock(label=_("画像"))
    alt = blocks.CharBlock(
        label=_("見えない人への説明"),
        required=False,
        max_length=300,
        help_text=_("飾りの画像なら空のままにします。"),
    )

    class Meta:
        template = "courses/blocks/image.html"
        icon = "image"
        label = _("画像")
        value_class = PictureValue


class FigureBlock(blocks.StructBlock):
    """図: a picture that says something, with its caption."""

    image = ImageChooserBlock(label=_("図"))
    alt = blocks.CharBlock(label=_("図が見えない人への説明"), max_length=500)
    caption = blocks.CharBlock(label=_("図の題名"), max_length=300)

    class Meta:
        template = "courses/blocks/figure.html"
        icon = "image"
        label = _("図")
        value_class = PictureValue


class VideoBlock(blocks.StructBlock):
    """動画: a file of our own, always with captions and a transcript."""

    file = DocumentChooserBlock(label=_("動画のファイル（mp4）"))
    captions = DocumentChooserBlock(label=_("字幕のファイル（vtt）"))
    transcript = CleanTextBlock(label=_("話していること"), features=LINE_FEATURES)

    class Meta:
        template = "courses/blocks/video.html"
        icon = "media"
        label = _("動画")


class DownloadBlock(blocks.StructBlock):
    """資料: a file to keep."""

    file = DocumentChooserBlock(label=_("ファイル"))
    title = blocks.CharBlock(label=_("題名"), required=False, max_length=120)

    class Meta:
        template = "courses/blocks/download.html"
        icon = "download"
        label = _("資料")
