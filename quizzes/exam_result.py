"""What a mock examination's result shows beside points and floors: 中分類, weakest first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from quizzes.attempt_form import AttemptForm
from quizzes.corrections import corrections_of
from quizzes.exam_bank import exam_of, heading_names, headings_by_objective
from quizzes.exams import Blueprint, shipped_blueprints
from quizzes.exams.scale import Place, place_of
from quizzes.lesson_links import LessonLink, links_by_objective
from quizzes.models import Attempt
from quizzes.regrading import Method
from quizzes.versions import versions_of


@dataclass(frozen=True, slots=True)
class HeadingResult:
    """How the scored items of one 中分類 went, and what to read again."""

    number: str
    name: str
    field: str
    right: int
    scored: int
    lessons: tuple[LessonLink, ...]
    pass_mark: Decimal

    @property
    def share(self) -> Decimal:
        """Share of the scored items answered rightly, in [0, 1]."""
        return Decimal(self.right) / self.scored

    @property
    def shown_share(self) -> Decimal:
        """The share rounded to whole percents, for showing."""
        return self.share.quantize(Decimal("0.01"))

    @property
    def is_weak(self) -> bool:
        """Whether it stays below the share that passing needs in total."""
        return self.share < self.pass_mark


@dataclass(frozen=True, slots=True)
class ExamResult:
    """The examination's own part of a result."""

    blueprint: Blueprint
    scheme_name: str
    headings: tuple[HeadingResult, ...]
    trial_count: int
    place: Place | None = None
    person_count: int = 0

    @property
    def total_share(self) -> Decimal:
        """Share of all scored items answered rightly, rounded to whole percents."""
        return _shown_share(self.headings)

    @property
    def field_shares(self) -> list[tuple[str, Decimal]]:
        """The same for each field, with its title."""
        titles = [field.title for field in self.blueprint.fields]
        return [
            (title, _shown_share(h for h in self.headings if h.field == title))
            for title in titles
        ]

    @property
    def weak(self) -> list[HeadingResult]:
        """The headings to learn again, the weakest first."""
        return [heading for heading in self.headings if heading.is_weak]


def exam_result_of(attempt: Attempt) -> ExamResult | None:
    """Return it for a finished mock examination; None for any other quiz.

    Eight queries, nine where a key was corrected. Items count for the heading that
    their objective has now. What was calibrated with a wrong key is left out of the scale.
    """
    exam = exam_of(attempt.quiz)
    blueprint = shipped_blueprints().get(exam.blueprint) if exam else None
    if exam is None or blueprint is None:
        return None
    form = AttemptForm.from_json(attempt.form)
    versions = versions_of(form)
    objectives = [versions[item.version_id].objective_code for item in form.items]
    corrected = corrections_of(attempt)
    dropped = {v for v, each in corrected.items() if each.method is Method.DROPPED}
    rights = [Decimal(each) > 0 for each in attempt.points or []]
    scored = {
        str(item.version_id): right
        for item, right in zip(form.items, rights, strict=True)
        if not item.trial and not corrected.get(item.version_id)
    }
    scale = exam.scales.order_by("-made_at").first()
    answered = [
        (objective, right)
        for item, objective, right in zip(form.items, objectives, rights, strict=True)
        if not item.trial and item.version_id not in dropped
    ]
    return ExamResult(
        blueprint=blueprint,
        scheme_name=exam.scheme.name,
        headings=_headings(blueprint, answered),
        trial_count=sum(item.trial for item in form.items),
        place=place_of(scored, scale.intercepts, scale.sd) if scale else None,
        person_count=scale.person_count if scale else 0,
    )


def _shown_share(headings: Iterable[HeadingResult]) -> Decimal:
    there = list(headings)
    scored = sum(heading.scored for heading in there)
    right = sum(heading.right for heading in there)
    share = Decimal(right) / scored if scored else Decimal(0)
    return share.quantize(Decimal("0.01"))


def _headings(
    blueprint: Blueprint, answered: Collection[tuple[str, bool]]
) -> tuple[HeadingResult, ...]:
    heading_of = headings_by_objective(blueprint)
    names = heading_names(blueprint)
    missed = {objective for objective, right in answered if not right}
    lessons = links_by_objective(missed)
    results = []
    for heading in blueprint.headings:
        mine = [each for each in answered if heading_of.get(each[0]) == heading]
        if mine:
            wrong = dict.fromkeys(objective for objective, right in mine if not right)
            links = [link for code in wrong for link in lessons.get(code, ())]
            results.append(
                HeadingResult(
                    number=heading,
                    name=names.get(heading, heading),
                    field=blueprint.field_of(heading).title,
                    right=sum(right for _objective, right in mine),
                    scored=len(mine),
                    lessons=tuple(dict.fromkeys(links)),
                    pass_mark=blueprint.pass_mark,
                )
            )
    return tuple(sorted(results, key=lambda result: result.share))
