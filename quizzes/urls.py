"""URLs of quizzes."""

from django.urls import URLPattern, URLResolver, path

from quizzes.views import images, intro, result, take

app_name = "quizzes"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:code>/", intro.intro, name="intro"),
    path("<slug:code>/start/", intro.start, name="start"),
    path("images/<str:name>", images.image, name="image"),
    path("attempts/<uuid:public_id>/<int:position>/", take.take, name="take"),
    path("attempts/<uuid:public_id>/<int:position>/save/", take.save, name="save"),
    path("attempts/<uuid:public_id>/review/", take.review, name="review"),
    path("attempts/<uuid:public_id>/submit/", take.submit, name="submit"),
    path("attempts/<uuid:public_id>/result/", result.result, name="result"),
]
