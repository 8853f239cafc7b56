"""URLs of quizzes."""

from django.urls import URLPattern, URLResolver, path

from quizzes.views import images, intro, result, results, take
from quizzes.views import person_terms as terms

app_name = "quizzes"
urlpatterns: list[URLPattern | URLResolver] = [
    path("results/", results.results, name="results"),
    path("<slug:code>/results/<str:form>/", results.results_file, name="results_file"),
    path("<slug:code>/", intro.intro, name="intro"),
    path("<slug:code>/start/", intro.start, name="start"),
    path("images/<str:name>", images.image, name="image"),
    path("attempts/<uuid:public_id>/<int:position>/", take.take, name="take"),
    path("attempts/<uuid:public_id>/<int:position>/save/", take.save, name="save"),
    path("attempts/<uuid:public_id>/review/", take.review, name="review"),
    path("attempts/<uuid:public_id>/submit/", take.submit, name="submit"),
    path("attempts/<uuid:public_id>/result/", result.result, name="result"),
    path("people/<uuid:public_id>/", terms.person_terms, name="person_terms"),
    path(
        "people/<uuid:public_id>/accommodation/", terms.accommodate, name="accommodate"
    ),
    path(
        "people/<uuid:public_id>/accommodation/end/",
        terms.accommodate_end,
        name="accommodate_end",
    ),
    path(
        "people/<uuid:public_id>/overrides/new/",
        terms.override_new,
        name="override_new",
    ),
    path(
        "people/<uuid:public_id>/overrides/<uuid:override_id>/withdraw/",
        terms.override_withdraw,
        name="override_withdraw",
    ),
    path(
        "people/<uuid:public_id>/attempts/<uuid:attempt_id>/extend/",
        terms.extend,
        name="extend",
    ),
]
