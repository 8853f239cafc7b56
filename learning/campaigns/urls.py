"""URLs of campaigns."""

from django.urls import URLPattern, URLResolver, path

from learning.campaigns.views import (
    bulk,
    group_sessions,
    notices,
    requirements,
    section,
    standing_list,
)

app_name = "campaigns"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", requirements.requirement_list, name="requirements"),
    path("new/", requirements.create, name="create"),
    path("section/", section.section, name="section"),
    path("section/notice/", notices.section_notice, name="section_notice"),
    path("section/sessions/", group_sessions.attendance, name="attendance"),
    path("section/sessions/<uuid:public_id>/", group_sessions.session, name="session"),
    path("standing/", standing_list.standing_list, name="standing_list"),
    path("standing/notice/", bulk.standing_notice, name="standing_notice"),
    path("standing/exempt/", bulk.standing_exempt, name="standing_exempt"),
    path("standing/<slug:format>/", standing_list.export, name="standing_export"),
    path("<slug:code>/assign/", requirements.assign, name="assign"),
    path("<slug:code>/withdraw/", requirements.withdraw, name="withdraw"),
    path(
        "<slug:code>/people/<uuid:public_id>/",
        requirements.assignment,
        name="assignment",
    ),
]
