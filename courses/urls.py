"""URLs of courses: what a person does; reading is done on the pages themselves."""

from django.urls import URLPattern, URLResolver, path

from courses.views import progress, search

app_name = "courses"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", progress.catalogue, name="catalogue"),
    path("search/", search.search_lessons, name="search"),
    path("courses/<slug:code>/resume/", progress.resume, name="resume"),
    path("lessons/<slug:code>/finish/", progress.finish, name="finish_lesson"),
    path("lessons/<slug:code>/place/", progress.place, name="keep_place"),
    path(
        "lessons/<slug:code>/checks/<str:check_id>/",
        progress.answer,
        name="answer_check",
    ),
]
