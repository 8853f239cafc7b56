"""The life of attempts, driven at random and compared with a small model.

Two tabs save, and what they send arrives late, twice or in another order; time passes;
somebody submits, extends, withdraws, starts again, finds an item wrong. After every
step the database must say what the model says. ``HYPOTHESIS_PROFILE=long`` tries forty
times as much.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from quizzes.actions import attempts, starting
from quizzes.actions.regrading import regrade
from quizzes.errors import AttemptClosed, AttemptLimitReached, NothingToExtend
from quizzes.item_types import Answer
from quizzes.models import Attempt, ItemVersion, Regrade
from quizzes.regrade_preview import preview
from quizzes.regraded_attempts import NewRegrade
from quizzes.saving import Outcome, Save, save_response
from tests.factories.people import EmployeeFactory
from tests.factories.quizzes import START, QuizFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ITEMS, MINUTES, ALLOWED = 3, 20, 2
GRACE = timedelta(seconds=30)
SECOND = timedelta(seconds=1)


@dataclass
class Sitting:
    """The model of one attempt. ``answers``: position → (sequence, option, save id)."""

    pk: int
    end: datetime
    state: str = "in_progress"
    answers: dict[int, tuple[int, str, str]] = field(default_factory=dict)
    submitted_at: datetime | None = None
    versions: tuple[int, ...] = ()
    decided: dict = field(default_factory=dict)
    corrections: dict[int, str] = field(default_factory=dict)

    def is_open(self, now):
        return self.state == "in_progress" and now <= self.end + GRACE

    def save(self, position, option, base, save_id, now):
        """What must become of a save, and what is stored then."""
        stored = self.answers.get(position)
        if self.is_open(now) and (stored is None or stored[0] == base):
            self.answers[position] = (base + 1, option, save_id)
            return Outcome.SAVED
        if stored is not None and stored[2] == save_id:
            return Outcome.DUPLICATE
        return Outcome.STALE if self.is_open(now) else Outcome.CLOSED

    def finish(self, now):
        if self.state == "in_progress":
            self.state = "finished"
            self.submitted_at = min(now, self.end)
            self.corrections = {v: method for v, (method, _) in self.decided.items()}

    def regrade(self, version, method, keeps_passes):
        """The new decision counts, unless it would take away a pass that is kept."""
        new = {**self.corrections, version: method}
        if not (keeps_passes and self.passes(self.corrections)) or self.passes(new):
            self.corrections = new

    def earned(self, corrections):
        """Points and what they are out of: one for each item that is not dropped."""
        points = maximum = 0
        for position, version in enumerate(self.versions):
            method = corrections.get(version)
            _, option, _ = self.answers.get(position, (0, "", ""))
            if method != "dropped":
                maximum += 1
                points += option == "a" or method == "full_marks"
        return points, maximum

    def passes(self, corrections):
        points, maximum = self.earned(corrections)
        return points * 10 >= maximum * 6

    @property
    def points(self):
        return self.earned(self.corrections)[0]


@dataclass(frozen=True)
class Sent:
    """A save on its way."""

    sitting: int
    tab: int
    position: int
    option: str
    base: int
    save_id: str


class AttemptMachine(RuleBasedStateMachine):
    """One person, one quiz of three items and 20 minutes, at most two attempts."""

    sent = Bundle("sent")
    quiz = None
    decided: dict[int, tuple[str, bool]]

    def __init__(self):
        super().__init__()
        self.employee = EmployeeFactory()
        self.now = START
        self.sittings: list[Sitting] = []
        self.seen: dict[tuple[int, int, int], int] = {}
        self.saves = 0
        self.start()

    # ---- what the database has ----------------------------------------------------
    def attempt(self, sitting):
        return Attempt.objects.get(pk=sitting.pk)

    @property
    def last(self):
        return self.sittings[-1]

    # ---- what may happen ------------------------------------------------------------
    @rule()
    def start(self):
        """Start or resume; one whose time is up is closed first."""
        running = [each for each in self.sittings if each.state == "in_progress"]
        if running and running[0].end <= self.now:
            running[0].finish(self.now)
            running = []
        used = sum(each.state == "finished" for each in self.sittings)
        if not running and used >= ALLOWED:
            with pytest.raises(AttemptLimitReached):
                self._start()
            return
        attempt = self._start()
        if running:
            assert attempt.pk == running[0].pk
        else:
            end = self.now + timedelta(minutes=MINUTES)
            versions = tuple(item["v"] for item in attempt.form["items"])
            sitting = Sitting(attempt.pk, end, versions=versions, decided=self.decided)
            self.sittings.append(sitting)

    @rule(
        target=sent,
        tab=st.integers(0, 1),
        position=st.integers(0, ITEMS - 1),
        option=st.sampled_from("abc"),
    )
    def send(self, tab, position, option):
        """A tab sends what was chosen; when it arrives is another matter."""
        number = len(self.sittings) - 1
        base = self.seen.get((number, tab, position), 0)
        self.saves += 1
        return Sent(number, tab, position, option, base, f"save-{self.saves}")

    @rule(target=sent, save=consumes(sent), lost=st.booleans())
    def arrive(self, save, lost):
        """A save arrives; if its reply is lost, the tab will send it again."""
        sitting = self.sittings[save.sitting]
        expected = sitting.save(
            save.position, save.option, save.base, save.save_id, self.now
        )
        given = Answer(given={"chosen": (save.option,)})
        saved = save_response(
            attempt_id=sitting.pk,
            save=Save(save.position, given, save.base, save.save_id),
            at=self.now,
            grace=GRACE,
        )
        assert saved.outcome == expected
        sequence, option, _ = sitting.answers.get(save.position, (0, "", ""))
        assert saved.sequence == sequence
        chosen = "".join(saved.answer.given.get("chosen", ()))
        assert chosen == option
        if lost:
            return save
        self.seen[save.sitting, save.tab, save.position] = saved.sequence
        return multiple()

    @rule(position=st.integers(0, 1), options=st.permutations("abc"))
    def both_tabs_save(self, position, options):
        """Both send from what they last saw; the first that was sent arrives last."""
        first = self.send(0, position, options[0])
        second = self.send(1, position, options[1])
        self.arrive(second, lost=False)
        self.arrive(first, lost=False)

    @rule(position=st.integers(0, 1), options=st.permutations("abc"))
    def one_tab_saves_twice(self, position, options):
        """The second was chosen before the first was acknowledged, and overtakes it."""
        first = self.send(0, position, options[0])
        second = self.send(0, position, options[1])
        self.arrive(second, lost=True)
        self.arrive(first, lost=False)
        self.arrive(second, lost=False)

    @rule(tab=st.integers(0, 1))
    def reload(self, tab):
        """A tab is loaded anew and sees what is stored."""
        number = len(self.sittings) - 1
        for position, (sequence, _, _) in self.last.answers.items():
            self.seen[number, tab, position] = sequence

    @rule(seconds=st.sampled_from([1, 29, 60, 300, 1200]))
    def wait(self, seconds):
        self.now += timedelta(seconds=seconds)

    @precondition(lambda self: self.now < self.last.end)
    @rule(after=st.sampled_from([-1, 0, 1, 30, 31]))
    def wait_for_the_end(self, after):
        """Time passes until just before, at, or just after the end or the grace."""
        self.now = max(self.now, self.last.end + after * SECOND)

    @precondition(lambda self: self.saves > 2)
    @rule()
    def submit(self):
        if self.last.state == "withdrawn":
            with pytest.raises(AttemptClosed):
                self._submit()
            return
        self.last.finish(self.now)
        self._submit()

    @rule()
    def look_again(self):
        """Whoever looks at an attempt closes it if its end and grace are over."""
        if not self.last.is_open(self.now):
            self.last.finish(self.now)
        attempts.close_if_overdue(
            attempt=self.attempt(self.last), at=self.now, grace=GRACE
        )

    @rule()
    def close_all(self):
        """The timer's command; other people's attempts are none of this test's."""
        if not self.last.is_open(self.now):
            self.last.finish(self.now)
        attempts.close_overdue(at=self.now, grace=GRACE)

    @rule(minutes=st.integers(1, 15))
    def extend(self, minutes):
        if not self.last.is_open(self.now):
            with pytest.raises(NothingToExtend):
                self._extend(minutes)
            return
        self.last.end += timedelta(minutes=minutes)
        self._extend(minutes)

    @precondition(lambda self: self.saves > 4)
    @rule()
    def withdraw(self):
        if self.last.state == "finished":
            with pytest.raises(AttemptClosed):
                self._withdraw()
            return
        self.last.state = "withdrawn"
        self._withdraw()

    @rule(
        position=st.integers(0, ITEMS - 1),
        method=st.sampled_from(["full_marks", "dropped"]),
        keeps_passes=st.booleans(),
    )
    def regrade(self, position, method, keeps_passes):
        """Somebody finds an item wrong; the same decision again changes nothing."""
        pk = self.last.versions[position]
        version = ItemVersion.objects.select_related("item").get(pk=pk)
        new = NewRegrade(
            item=version.item,
            wrong=(version,),
            method=Regrade.Method(method),
            keeps_passes=keeps_passes,
            reason="誤り",
        )
        lost = preview(new).loses_pass
        regrade(new=new, by=None, at=self.now, confirmed=lost)
        if self.decided.get(pk) != (method, keeps_passes):
            self.decided[pk] = (method, keeps_passes)
            for each in self.sittings:
                if each.state == "finished":
                    each.regrade(pk, method, keeps_passes)

    # ---- what must always be so -----------------------------------------------------
    @invariant()
    def the_database_says_what_the_model_says(self):
        rows = Attempt.objects.filter(employee=self.employee).order_by("number")
        assert [row.pk for row in rows] == [each.pk for each in self.sittings]
        for row, sitting in zip(rows, self.sittings, strict=True):
            assert (row.state, row.closes_at) == (sitting.state, sitting.end)
            stored = {
                each.position: (each.sequence, *each.value["chosen"], each.save_id)
                for each in row.responses.all()
            }
            assert stored == sitting.answers
            assert row.submitted_at == sitting.submitted_at
            if sitting.state == "finished":
                assert row.raw_score == sitting.points
                assert row.passed == sitting.passes(sitting.corrections)

    def _start(self):
        return starting.start(
            quiz=self.quiz, employee=self.employee, by=None, at=self.now
        )

    def _submit(self):
        attempts.submit(attempt=self.attempt(self.last), by=None, at=self.now)

    def _extend(self, minutes):
        attempts.extend(
            attempt=self.attempt(self.last),
            minutes=minutes,
            reason="端末の故障",
            by=None,
            at=self.now,
            grace=GRACE,
        )

    def _withdraw(self):
        attempts.withdraw(
            attempt=self.attempt(self.last), by=None, at=self.now, reason="誤操作"
        )


def test_attempts_do_what_the_model_does():
    class OfOneQuiz(AttemptMachine):
        quiz = QuizFactory(
            item_count=ITEMS, time_limit_minutes=MINUTES, attempts_allowed=ALLOWED
        )
        # shared by all runs, like the ledger in the database
        decided = {}

    size = settings(max_examples=settings().max_examples // 10, stateful_step_count=30)
    run_state_machine_as_test(OfOneQuiz, settings=size)
