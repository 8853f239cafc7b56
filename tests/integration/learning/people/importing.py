"""What the import tests share: the commands, files made from files, the pages' steps."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from learning.people.models import Department, Employment, Posting, RoleGrant
from tests.factories.people import RECORDED_AT, UserFactory

FILES = Path(__file__).parent / "files"
HEADING = "職員番号,旧職員番号,氏名,フリガナ,所属コード,職名,任用形態\n"


def run(command, *arguments):
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


def organisation(file="organisation.csv", as_of="2026-04-01", *more):
    return run("import_organisation", FILES / file, "--as-of", as_of, *more)


def roster(path=FILES / "roster.csv", as_of="2026-04-01", *more, source="市長部局"):
    return run("import_roster", path, "--as-of", as_of, "--source", source, *more)


def found(output):
    return json.loads(output)["counts"]


def known():
    """Who is known to be where, when: free of ids and times of recording."""
    fields = ("employment__number", "department__name", "kind", "starts_on", "ends_on")
    postings = Posting.objects.known().values_list(*fields)
    employments = Employment.objects.known().values_list(
        "number", "starts_on", "ends_on"
    )
    departments = Department.objects.known().values_list("code", "name", "ends_on")
    tables = (postings, employments, departments)
    return [sorted(map(repr, table)) for table in tables]


def edited(tmp_path, *replacements, drop=(), encoding="cp932"):
    text = (FILES / "roster.csv").read_bytes().decode("cp932")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    lines = [
        line for line in text.splitlines() if not line.startswith(tuple(drop) or "\0")
    ]
    path = tmp_path / "roster.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def written(tmp_path, text):
    path = tmp_path / "other.csv"
    path.write_text(text, encoding="utf-8")
    return path


def signed_in(client, role=None, authority=None):
    user = UserFactory(is_active=True)
    if role:
        RoleGrant.objects.create(
            user=user,
            role=role,
            authority=authority,
            starts_on=date(2020, 4, 1),
            recorded_at=RECORDED_AT,
        )
    client.force_login(user)
    return user


def text_of(name="roster.csv"):
    return (FILES / name).read_bytes().decode("cp932")


def send(client, content, kind="roster", name="名簿.csv", **more):
    """Steps 1 and 2: the file with its terms, the columns as proposed."""
    data = {"as_of": "2026-04-01", **more}
    if kind == "roster" and "source" not in data:
        data["new_source"] = "市長部局"
    content = content.encode("utf-8") if isinstance(content, str) else content
    data["file"] = SimpleUploadedFile(name, content)
    response = client.post(reverse("people:import_new", args=[kind]), data)
    if response.status_code != 302:
        return response
    columns = client.get(response.url)
    form = columns.context["form"]
    chosen = {field.name: field.value() or "" for field in form}
    return client.post(response.url, chosen)


def page(client, sent):
    return client.get(sent.url)


def apply(client, checked, **more):
    upload = checked.context["session"].upload
    data = {"base": checked.context["changes"].base, **more}
    url = reverse("people:import_apply", args=[upload.public_id])
    return client.post(url, data)
