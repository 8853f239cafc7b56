"""The editor of an item: the panels of its type, around what all items have."""

from functools import cache
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
)

from quizzes.authoring import FAMILIES, USES
from quizzes.flaws import Flaw
from quizzes.item_flaws import flaws_of
from quizzes.item_form import form_for
from quizzes.models import Item, ItemType


class MissingPanel(Panel):
    """What the draft still lacks, above its fields."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "quizzes/backoffice/missing.html"

        def is_shown(self) -> bool:
            """Only where there is a draft and something is missing."""
            return bool(self.instance.pk and self.instance.missing)


# What the panel of missing parts says already.
UNEXPLAINED = "missing-explanation"


class FlawsPanel(Panel):
    """What is flawed in how the stored draft is written, above its fields."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "quizzes/backoffice/flaws.html"

        @cached_property
        def flaws(self) -> list[Flaw]:
            """The flaws of the draft, the worst first."""
            found = flaws_of(self.instance, day=timezone.localdate())
            told = UNEXPLAINED if self.instance.missing else ""
            return [flaw for flaw in found if flaw.rule != told]

        def is_shown(self) -> bool:
            """Only where there is a draft and it has a flaw."""
            return bool(self.instance.pk and self.flaws)


class TypePanel(Panel):
    """Which type the item has and when it is used; it can't be changed."""

    def get_form_options(self) -> dict[str, Any]:
        """Let the form know of the type, which is sent hidden."""
        return {"fields": ["type"]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "quizzes/backoffice/type.html"

        @property
        def item_type(self) -> str:
            """The type whose fields the form has."""
            return self.form.family.item_type

        @property
        def name(self) -> str:
            """The type in the words of the authors."""
            return str(ItemType(self.item_type).label)

        @property
        def use(self) -> str:
            """When an author takes it."""
            uses = {
                name: text for group in USES.values() for name, text in group.items()
            }
            return str(uses[self.item_type])


@cache
def editor_of(item_type: str) -> ObjectList:
    """Return the panels of one type; those of 一つ選ぶ for a word that is none."""
    item_type = item_type if item_type in FAMILIES else "single_choice"
    fields = FAMILIES[item_type].fields()
    short = [FieldPanel(name) for name in ("points", "scoring") if name in fields]
    long = [FieldPanel(name) for name in fields if name not in ("points", "scoring")]
    editor = ObjectList(
        [
            TypePanel(),
            MissingPanel(),
            FlawsPanel(),
            FieldPanel("code", required_on_save=True),
            *([FieldRowPanel(short)] if short else []),
            FieldPanel("objective"),
            *long,
            MultiFieldPanel(
                [
                    FieldPanel("source"),
                    FieldPanel("responsible"),
                    FieldRowPanel(
                        [FieldPanel("review_on"), FieldPanel("law_effective_on")]
                    ),
                ],
                heading=_("根拠と見直し"),
            ),
            PublishingPanel(),
        ],
        base_form_class=form_for(item_type),
    )
    return editor.bind_to_model(Item)
