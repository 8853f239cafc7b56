"""URLs of literacy."""

from django.urls import URLPattern, URLResolver, path

from learning.literacy.views import evidence, plans

app_name = "literacy"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", plans.plan, name="plan"),
    path("revisions/<int:number>/", plans.plan, name="revision"),
    path("revisions/<int:number>/file/", plans.plan_file, name="plan_file"),
    path("upload/", plans.upload, name="upload"),
    path("upload/<uuid:public_id>/", plans.preview_upload, name="preview"),
    path("upload/<uuid:public_id>/apply/", plans.apply_upload, name="apply"),
    path("evidence/<uuid:public_id>/", evidence.evidence, name="evidence"),
    path(
        "evidence/<uuid:public_id>/withdraw/",
        evidence.withdraw,
        name="withdraw_evidence",
    ),
    path(
        "people/<uuid:public_id>/evidence/",
        evidence.person_evidence,
        name="person_evidence",
    ),
    path(
        "people/<uuid:public_id>/evidence/new/",
        evidence.record,
        name="record_evidence",
    ),
]
