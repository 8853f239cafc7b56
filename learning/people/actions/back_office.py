"""Writes Wagtail's groups from the roles that hold today; nobody edits them by hand.

Wagtail asks groups; everything of ours asks ``learning.people.permissions``. Roles that
begin or end by date reach the groups at the first request of the day, at sign-in, and
by the command ``sync_groups``.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowMixin,
)
from wagtail.models.pages import GroupPagePermission
from wagtail.snippets.models import get_snippet_models

from learning.people.models import Role, RoleGrant, User

# Roles that work in the back office, and what their group is called there.
GROUP_NAMES: dict[str, str] = {
    Role.HR: "人事",
    Role.SECURITY: "情報セキュリティ",
    Role.EDITOR: "教材担当",
    Role.PLANNER: "企画",
    Role.ADMINISTRATOR: "管理者",
}
PAGE_RIGHTS = ("add", "change", "publish", "lock", "unlock")
FILE_RIGHTS = tuple(
    f"{right}_{kind}"
    for right in ("add", "change", "choose")
    for kind in ("image", "document")
)
# The workflow that Wagtail is born with, and what it is called here.
BORN_WITH = "Moderators approval"
GROUPS_BORN_WITH = ("Editors", "Moderators")
REVIEW = "教材の承認"
# Deleting is not among them: content with history is retired.
SNIPPET_RIGHTS = ("add", "change", "view", "publish", "lock", "unlock")


@transaction.atomic
def sync_groups(*, users: Sequence[User], today: date) -> int:
    """Give each account exactly the groups of its roles today; return the changes."""
    wanted = _groups_by_role(users, today)
    changed = 0
    for user in users:
        names = set(user.groups.values_list("name", flat=True))
        ours = names & set(GROUP_NAMES.values())
        target = wanted.get(user.pk, set())
        if ours != target:
            user.groups.remove(*Group.objects.filter(name__in=ours - target))
            user.groups.add(*(group_called(name) for name in target - ours))
            changed += 1
    return changed


def group_called(name: str) -> Group:
    """Return the group, made with its rights at the first use."""
    group, is_new = Group.objects.get_or_create(name=name)
    if is_new:
        write_rights(group)
    return group


@transaction.atomic
def write_rights(group: Group) -> Group:
    """Write what the group may do in Wagtail, whatever stood there before."""
    wanted = list(Permission.objects.filter(codename="access_admin"))
    if group.name == GROUP_NAMES[Role.ADMINISTRATOR]:
        workflow = Q(codename__endswith="_workflow") | Q(codename__endswith="_task")
        app = Q(content_type__app_label="wagtailcore")
        wanted += Permission.objects.filter(app & workflow)
    if group.name == GROUP_NAMES[Role.EDITOR]:
        wanted += _snippet_rights()
        _write_page_rights(group)
        _write_file_rights(group)
        _let_approve(group)
    group.permissions.set(wanted)
    return group


def ensure_groups() -> list[Group]:
    """Make all groups and write their rights again, after an upgrade for example."""
    groups = [
        Group.objects.get_or_create(name=name)[0] for name in GROUP_NAMES.values()
    ]
    return [write_rights(group) for group in groups]


def _groups_by_role(users: Iterable[User], today: date) -> dict[int, set[str]]:
    grants = RoleGrant.objects.on(today).filter(user__in=list(users))
    wanted: dict[int, set[str]] = {}
    for user_id, role in grants.values_list("user_id", "role"):
        if role in GROUP_NAMES:
            wanted.setdefault(user_id, set()).add(GROUP_NAMES[role])
    return wanted


def _snippet_rights() -> list[Permission]:
    codenames = [
        (model._meta.app_label, f"{right}_{model._meta.model_name}")
        for model in get_snippet_models()
        for right in SNIPPET_RIGHTS
    ]
    condition = Q(pk__in=[])
    for app, codename in codenames:
        condition |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(condition))


def _write_page_rights(group: Group) -> None:
    root = Page.objects.filter(depth=1).first()
    if root is None:
        return
    rights = Permission.objects.filter(
        content_type__app_label="wagtailcore",
        codename__in=[f"{right}_page" for right in PAGE_RIGHTS],
    )
    for right in rights:
        GroupPagePermission.objects.get_or_create(
            group=group, page=root, permission=right
        )


def _write_file_rights(group: Group) -> None:
    root = Collection.get_first_root_node()
    if root is None:
        return
    for right in Permission.objects.filter(codename__in=FILE_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=right
        )


def _let_approve(group: Group) -> None:
    """Hand Wagtail's first workflow to the editors, in Japanese; others stay.

    The groups that Wagtail is born with go: nobody is in them, and lists show them.
    """
    tasks = GroupApprovalTask.objects.filter(name=BORN_WITH)
    for task in tasks:
        task.groups.set([group])
    tasks.update(name=REVIEW)
    Workflow.objects.filter(name=BORN_WITH).update(name=REVIEW)
    Group.objects.filter(name__in=GROUPS_BORN_WITH, user=None).delete()
    _review_snippets(Workflow.objects.filter(name=REVIEW, active=True).first())


def _review_snippets(workflow: Workflow | None) -> None:
    """Let what is no page go through the same review, where nothing else is chosen."""
    if workflow is None:
        return
    for model in get_snippet_models():
        if issubclass(model, WorkflowMixin):
            WorkflowContentType.objects.get_or_create(
                content_type=ContentType.objects.get_for_model(model),
                defaults={"workflow": workflow},
            )
