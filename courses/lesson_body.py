"""Puts a lesson's body together: blocks rendered, checks with a person's answers."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from courses.blocks.practice import QuestionValue
from courses.checks import answer_to
from courses.models import GlossaryTerm, LessonPage
from courses.tokens import term_codes
from courses.words import TermMeaning, Words
from learning.city.models import City
from learning.composed import composed


@dataclass(frozen=True, slots=True)
class ChoiceState:
    """One choice and whether this person chose it."""

    position: int
    text: str
    feedback: str
    right: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class CheckState:
    """One check as it stands for this person."""

    id: str
    url: str
    value: QuestionValue
    choices: tuple[ChoiceState, ...]
    answered: bool
    right: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the body: HTML that is the same for all, or one check."""

    html: SafeString | None = None
    check: CheckState | None = None


@composed(list[str])
def _terms(codes: list[str]) -> QuerySet:
    named = GlossaryTerm.objects.filter(code__in=codes)
    return named.values_list("code", "term", "meaning", "source")


def words_of(body: Any, city: City) -> Words:
    """Return the terms that a body names, and the city's words."""
    return words_in_texts([json.dumps(list(body.raw_data), ensure_ascii=False)], city)


def words_of_check(body: Any, check_id: str, city: City) -> Words:
    """Return the terms that one check of a body names, and the city's words."""
    found = [raw for raw in body.raw_data if raw.get("id") == check_id]
    return words_in_texts([json.dumps(found, ensure_ascii=False)], city)


def words_in_texts(texts: Iterable[str], city: City) -> Words:
    """Return the terms that some texts name, and the city's words, in one query."""
    codes = {code for text in texts for code in term_codes(text)}
    return Words(
        terms={code: TermMeaning(*said) for code, *said in _terms(sorted(codes))},
        city=city_words(city),
    )


def city_words(city: City) -> dict[str, str]:
    """Return what ``{{city:…}}`` stands for; the city's own words last."""
    return {
        "city_name": city.name,
        "csirt_name": city.csirt_name,
        "csirt_extension": city.csirt_extension,
        "helpdesk_extension": city.helpdesk_extension,
        "dx_section": city.dx_section,
        "policy_name": city.policy_name,
        **{str(name): str(word) for name, word in city.variables.items()},
    }


def lesson_parts(
    lesson: LessonPage, words: Words, answers: Mapping[str, Any]
) -> list[Part]:
    """Return the body's parts in order."""
    return [
        Part(check=check_state(lesson, child.id, child.value, answers))
        if child.block_type == "check"
        else Part(html=child.render({"words": words}))
        for child in lesson.body
    ]


def check_state(
    lesson: LessonPage,
    check_id: str,
    question: QuestionValue,
    answers: Mapping[str, Any],
) -> CheckState:
    """Return one check with a person's answer to it as it is today."""
    answer = answer_to(check_id, question, answers)
    chosen = answer.chosen if answer else ()
    return CheckState(
        id=check_id,
        url=reverse("courses:answer_check", args=[lesson.code, check_id]),
        value=question,
        choices=tuple(
            ChoiceState(n, c["text"], c["feedback"], c["right"], n in chosen)
            for n, c in enumerate(question["choices"])
        ),
        answered=answer is not None,
        right=answer is not None and answer.right,
        changed=check_id in answers and answer is None,
    )
