"""お知らせ on マイページ: saying that one has read it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from learning.campaigns.actions.notices import mark_read
from learning.campaigns.models import Notice
from learning.home.visitors import own_employee
from learning.people.permissions import Permission, needs


@require_POST
@needs(Permission.LEARN)
def read_notice(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a notice off one's page: one's own only."""
    own = Notice.objects.filter(assignment__employee=own_employee(request))
    mark_read(notice=get_object_or_404(own, public_id=public_id), at=timezone.now())
    return redirect("home:my_page")
