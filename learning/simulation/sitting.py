"""Sittings of one quiz: real forms, answers by ability, real scores.

Knows one quiz and its bank, read once. Uses the same pure rules as the site: forms by
``quizzes.selection``, points by ``quizzes.scoring``.
"""

import math
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from learning.simulation.answers import ItemModel, answer, item_model
from quizzes import attempt_life, bank
from quizzes.actions.attempts import documents_of, write_score
from quizzes.attempt_form import AttemptForm, FormItem
from quizzes.item_types import Answer
from quizzes.models import Attempt, Quiz
from quizzes.scoring import score_attempt
from quizzes.selection import draw_form

SECONDS_PER_ITEM = 42
LEAST_SECONDS_PER_ITEM = 8
MOST_SEED = 2**62

ResponseRow = tuple[int, int, dict, int, str, datetime]
RESPONSE_NAMES = (
    "attempt_id",
    "position",
    "value",
    "sequence",
    "save_id",
    "saved_at",
)


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who sits a quiz: as able as they are now, at whose device."""

    employee_id: int
    ability: float
    is_shared_device: bool


class Room:
    """One quiz ready to be sat."""

    def __init__(self, quiz: Quiz, *, seed: int) -> None:
        self.quiz = quiz
        self.rules = bank.section_rules(quiz)
        self.bank = bank.items_for(self.rules)
        every = draw_form_of_all(self.bank)
        self.documents = documents_of(every)
        self.floors = {s.code: s.floor for s in quiz.sections.all()}
        self.floor_texts = {code: str(floor) for code, floor in self.floors.items()}
        codes = {item.version_id: item.code for item in self.bank}
        self.models: dict[int, ItemModel] = {
            version_id: item_model(
                seed=seed,
                code=codes[version_id],
                document=document,
                pass_mark=float(quiz.pass_mark),
            )
            for version_id, document in self.documents.items()
        }

    def sit(
        self,
        sitter: Sitter,
        *,
        key: tuple[int, uuid.UUID, int],
        at: datetime,
        chance: np.random.Generator,
    ) -> tuple[Attempt, list[ResponseRow]]:
        """One finished attempt and its responses.

        ``key`` is the attempt's primary key, its public id, and its number for this
        person and quiz.
        """
        seed = int(chance.integers(MOST_SEED))
        form = self._form(seed)
        pace = SECONDS_PER_ITEM * math.exp(chance.normal(0, 0.35))
        pace = max(LEAST_SECONDS_PER_ITEM, pace)
        end = attempt_life.closes_at(at, self.quiz.time_limit_minutes)
        answers = {
            position: given
            for position, given in self._answers(sitter.ability, form, chance)
            if not attempt_life.is_time_up(end, _after(at, pace, position))
        }
        handed_in = _after(at, pace, len(form.items))
        attempt = self._attempt(sitter, key=key, seed=seed, form=form, at=at)
        attempt.submitted_at = attempt_life.submitted_at(handed_in, end)
        write_score(
            attempt,
            score_attempt(
                form=form,
                documents=self.documents,
                responses={p: given.given for p, given in answers.items()},
                pass_mark=self.quiz.pass_mark,
                floors=self.floors,
            ),
        )
        rows = [
            (key[0], p, given.to_json(), 1, f"{key[1].hex[:28]}{p:04x}", _after(at, pace, p))
            for p, given in answers.items()
        ]  # fmt: skip
        return attempt, rows

    def _form(self, seed: int) -> AttemptForm:
        return draw_form(
            seed=seed,
            sections=self.rules,
            bank=self.bank,
            shuffle=self.quiz.shuffle_options,
        )

    def _answers(
        self, ability: float, form: AttemptForm, chance: np.random.Generator
    ) -> Iterator[tuple[int, Answer]]:
        draws = chance.random((len(form.items), 3)).tolist()
        for position, (item, each) in enumerate(zip(form.items, draws, strict=True)):
            given = answer(ability, self.models[item.version_id], tuple(each))
            if given is not None:
                yield position, given

    def _attempt(
        self,
        sitter: Sitter,
        *,
        key: tuple[int, uuid.UUID, int],
        seed: int,
        form: AttemptForm,
        at: datetime,
    ) -> Attempt:
        pk, public_id, number = key
        by = Attempt.IdentifiedBy
        return Attempt(
            pk=pk,
            public_id=public_id,
            employee_id=sitter.employee_id,
            quiz=self.quiz,
            number=number,
            seed=seed,
            form=form.to_json(),
            state=Attempt.State.FINISHED,
            started_at=at,
            closes_at=attempt_life.closes_at(at, self.quiz.time_limit_minutes),
            pass_mark=self.quiz.pass_mark,
            floors=self.floor_texts,
            identified_by=(by.SHARED_DEVICE if sitter.is_shared_device else by.SIGN_IN),
        )


def draw_form_of_all(items: list[bank.BankItem]) -> AttemptForm:
    """A form of every item, to read all documents at once."""
    return AttemptForm(items=tuple(FormItem(each.version_id, "", ()) for each in items))


def _after(at: datetime, pace: float, position: int) -> datetime:
    """When the answer at a position (from 0) is given: whole seconds."""
    return at + timedelta(seconds=int(pace * (position + 1)))
