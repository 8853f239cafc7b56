"""Terms explained in plain words, opened in place in lessons."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.objectives.codes import validate_code


class GlossaryTerm(models.Model):
    """用語: one term of the glossary."""

    code = models.CharField(
        _("コード"), max_length=60, unique=True, validators=[validate_code]
    )
    term = models.CharField(_("用語"), max_length=80)
    reading = models.CharField(_("よみ"), max_length=120, blank=True)
    meaning = models.TextField(_("意味"))
    source = models.CharField(_("根拠"), max_length=200, blank=True)
    review_on = models.DateField(_("見直し期限"), null=True, blank=True)

    class Meta:
        ordering = ["reading", "term"]
        verbose_name = _("用語")
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return self.term
