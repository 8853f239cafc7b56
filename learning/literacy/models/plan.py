"""The city's plan: revisions, terms, literacies, states and how they hang together."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learning.composed import composed
from learning.objectives.codes import validate_code


class Plan(models.Model):
    """計画: one digital plan of a city; what it says is in its revisions."""

    code = models.CharField(max_length=40, unique=True, validators=[validate_code])
    name = models.CharField(_("計画の名前"), max_length=200)
    city_name = models.CharField(_("市の名前"), max_length=60)

    def __str__(self) -> str:
        return self.name


class PlanRevisionQuerySet(models.QuerySet["PlanRevision"]):
    """Revisions by day."""

    def in_force(self, plan: Plan, day: date) -> "PlanRevision | None":
        """The revision of ``plan`` in force on ``day``, None before the first."""
        return next(iter(_in_force(plan.pk, day)), None)

    def of(self, plan: Plan) -> Self:
        """All revisions of a plan in order of effect."""
        return self.filter(plan=plan).order_by("effective_on", "number")


class PlanRevision(models.Model):
    """What the plan says from a day on. Immutable; a change makes a new revision."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    effective_on = models.DateField(_("効力の生じる日"))
    recorded_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    document = models.JSONField()

    objects = PlanRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["plan_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} 第{self.number}版"


@composed(int, date)
def _in_force(plan_id: int, day: date) -> models.QuerySet:
    """The revision in force, its document read only where it is asked for."""
    begun = PlanRevision.objects.filter(plan_id=plan_id, effective_on__lte=day)
    return begun.defer("document").order_by("-effective_on", "-number")[:1]


class Literacy(models.Model):
    """求められるITリテラシー in one revision; a literacy is 到達.

    ``audience`` and ``pathways`` are the rules as data, validated by
    ``learning.literacy.plan_file``.
    """

    revision = models.ForeignKey(
        PlanRevision, on_delete=models.CASCADE, related_name="literacies"
    )
    code = models.CharField(max_length=40)
    name = models.CharField(_("名前"), max_length=200)
    order = models.PositiveIntegerField(default=0)
    audience = models.JSONField(default=dict)
    audience_is_provisional = models.BooleanField(default=True)
    pathways = models.JSONField(default=list)
    tiers = models.JSONField(default=list)
    objectives = models.JSONField(default=list)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "code"], name="literacy_code"),
        ]

    def __str__(self) -> str:
        return self.name


class TargetState(models.Model):
    """達成すべき状態 in one revision; a state is 達成."""

    class Needs(models.TextChoices):
        ALL = "all", _("対応するすべて")
        ANY = "any", _("対応するいずれか")

    revision = models.ForeignKey(
        PlanRevision, on_delete=models.CASCADE, related_name="states"
    )
    code = models.CharField(max_length=40)
    name = models.CharField(_("名前"), max_length=200)
    aliases = models.JSONField(default=list)
    needs = models.CharField(max_length=3, choices=Needs, default=Needs.ALL)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "code"], name="state_code"),
        ]

    def __str__(self) -> str:
        return self.name


class StateLink(models.Model):
    """対応: a literacy serves a state, with how sure we are and where it says so.

    A joint cell is stored as printed (certainty 結合セル) and split beside it (certainty
    暫定). States are computed from the certain links and the provisional split.
    """

    class Certainty(models.TextChoices):
        CERTAIN = "certain", _("確定")
        JOINT = "joint", _("結合セル")
        PROVISIONAL = "provisional", _("暫定")

    revision = models.ForeignKey(
        PlanRevision, on_delete=models.CASCADE, related_name="links"
    )
    literacy = models.ForeignKey(
        Literacy, on_delete=models.CASCADE, related_name="links"
    )
    state = models.ForeignKey(
        TargetState, on_delete=models.CASCADE, related_name="links"
    )
    certainty = models.CharField(max_length=12, choices=Certainty)
    source = models.CharField(_("出典"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["literacy", "state", "certainty"], name="state_link_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.literacy_id} → {self.state_id}"

    @property
    def counts(self) -> bool:
        """Whether the link is used to compute states."""
        return self.certainty != self.Certainty.JOINT


class ExpectedEffect(models.Model):
    """見込まれる効果, with the states it is expected from."""

    revision = models.ForeignKey(
        PlanRevision, on_delete=models.CASCADE, related_name="effects"
    )
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    order = models.PositiveIntegerField(default=0)
    states = models.ManyToManyField(TargetState, related_name="effects")

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """期: a part of the plan's period, half-open like every interval."""

    revision = models.ForeignKey(
        PlanRevision, on_delete=models.CASCADE, related_name="terms"
    )
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lt=models.F("ends_on")), name="term_interval"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TermTarget(models.Model):
    """Which share of its audience should have a literacy by the end of a term."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="targets")
    literacy = models.ForeignKey(
        Literacy, on_delete=models.CASCADE, related_name="targets"
    )
    share = models.DecimalField(max_digits=4, decimal_places=3)
    is_provisional = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "literacy"], name="term_target"),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=1), name="term_target_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.literacy_id} {self.share}"
