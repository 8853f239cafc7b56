"""During an attempt: one question a page, saving, the review before submitting."""

import uuid
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from learning.people.middleware.sign_in_required import wants_json
from learning.people.visitors import signed_in_user
from quizzes import attempt_life
from quizzes.actions import attempts
from quizzes.errors import AttemptClosed
from quizzes.forms import read_save
from quizzes.item_types import AnswerInvalid
from quizzes.models import Attempt
from quizzes.save_target import Target
from quizzes.saving import Outcome, Save, Saved, save_response
from quizzes.sitting import Sitting, remaining_text, saved_text, take_url
from quizzes.views.own import grace, learner_page, own_attempt, own_target
from quizzes.words import words_of

OPEN = Attempt.State.IN_PROGRESS


@learner_page
@require_safe
def take(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    """Show one question with what is saved, or where the attempt stands instead."""
    at = timezone.now()
    attempt = own_attempt(request, public_id, at=at)
    if attempt.state != OPEN or attempt_life.is_time_up(attempt.closes_at, at):
        return redirect("quizzes:review", public_id=public_id)
    sitting = Sitting(attempt)
    place = _place(sitting, position)
    context = {
        "attempt": attempt,
        "words": words_of(attempt.quiz),
        "question": sitting.question(place),
        "places": sitting.places(place),
        "position": position,
        "is_last": position == sitting.total,
        "answered": sitting.answered_count,
        "total": sitting.total,
        "saved_text": saved_text(sitting.answered_count, sitting.total),
        "remaining_text": remaining_text(attempt, at),
        "remaining": attempt_life.remaining_seconds(attempt.closes_at, at),
        "grace": int(grace().total_seconds()),
        "save_id": uuid.uuid4().hex,
    }
    return render(request, "quizzes/take.html", context)


@learner_page
@require_POST
def save(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    """Save one answer: JSON for the page's script, else go on to the next page."""
    at = timezone.now()
    target = own_target(request, public_id, position - 1, at=at)
    try:
        wanted = read_save(
            request.POST, position=target.position, variables=target.variables
        )
    except AnswerInvalid:
        return HttpResponse(_("この解答は読み取れませんでした。"), status=400)
    saved = _save(target, wanted, at)
    if wants_json(request):
        return _acknowledge(target, saved, at)
    return _go_on(request, public_id, target, saved)


@learner_page
@require_safe
def review(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List what is unanswered and flagged, and offer to submit."""
    at = timezone.now()
    attempt = own_attempt(request, public_id, at=at)
    if attempt.state == Attempt.State.FINISHED:
        return redirect("quizzes:result", public_id=public_id)
    if attempt.state != OPEN:
        return redirect("quizzes:intro", code=attempt.quiz.code)
    sitting = Sitting(attempt)
    places = sitting.places()
    context = {
        "attempt": attempt,
        "words": words_of(attempt.quiz),
        "places": places,
        "unanswered": [place for place in places if not place.answered],
        "partial": [place for place in places if place.partial],
        "flagged": [place for place in places if place.flagged],
        "first": take_url(public_id, sitting.first_unanswered()),
        "total": sitting.total,
        "answered": sitting.answered_count,
        "remaining_text": remaining_text(attempt, at),
        "remaining": attempt_life.remaining_seconds(attempt.closes_at, at),
        "grace": int(grace().total_seconds()),
        "is_time_up": attempt_life.is_time_up(attempt.closes_at, at),
    }
    return render(request, "quizzes/review.html", context)


@learner_page
@require_POST
def submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Submit and show the result; a second press changes nothing."""
    at = timezone.now()
    attempt = own_attempt(request, public_id, at=at)
    try:
        attempts.submit(attempt=attempt, by=signed_in_user(request), at=at)
    except AttemptClosed as refusal:
        messages.warning(request, str(refusal))
        return redirect("quizzes:intro", code=attempt.quiz.code)
    return redirect("quizzes:result", public_id=public_id)


def _place(sitting: Sitting, position: int) -> int:
    if not 1 <= position <= sitting.total:
        raise Http404
    return position - 1


def _save(target: Target, wanted: Save, at: datetime) -> Saved:
    """Save the answer; what is stored already is acknowledged without writing."""
    if wanted.answer == target.answer:
        return Saved(Outcome.DUPLICATE, target.answer, target.sequence)
    is_time_up = attempt_life.is_time_up(target.closes_at, at)
    return save_response(
        attempt_id=target.attempt_id,
        save=wanted,
        at=at,
        grace=grace() if is_time_up else timedelta(),
    )


def _acknowledge(target: Target, saved: Saved, at: datetime) -> JsonResponse:
    """Answer the page's script with the server's truth."""
    answered = target.others + (not saved.answer.is_empty)
    return JsonResponse(
        {
            "outcome": saved.outcome,
            "sequence": saved.sequence,
            "answer": saved.answer.to_json(),
            "text": saved_text(answered, target.total),
            "remaining": attempt_life.remaining_seconds(target.closes_at, at),
        }
    )


def _go_on(
    request: HttpRequest, public_id: UUID, target: Target, saved: Saved
) -> HttpResponse:
    """Go where the pressed button says, or back where the answer wasn't taken."""
    if saved.outcome == Outcome.STALE:
        messages.warning(
            request,
            _(
                "この問題は、別の画面で新しい解答が保存されています。"
                "いま送られた解答は保存していません。"
                "表示されている解答を確かめ、必要なら選び直してください。"
            ),
        )
        return redirect(take_url(public_id, target.position))
    if saved.outcome == Outcome.CLOSED:
        messages.warning(
            request,
            _(
                "時間が終わったか、提出が済んでいるため、いま送られた解答は"
                "保存していません。それまでに保存された解答はそのまま残っています。"
            ),
        )
        return redirect("quizzes:review", public_id=public_id)
    go = request.POST.get("go", "")
    if go == "review":
        return redirect("quizzes:review", public_id=public_id)
    if go.isdecimal() and 1 <= int(go) <= target.total:
        return redirect(take_url(public_id, int(go) - 1))
    return redirect(take_url(public_id, target.position))
