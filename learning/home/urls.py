"""URLs of home."""

from django.urls import URLPattern, URLResolver, path

from learning.home import views

app_name = "home"
urlpatterns: list[URLPattern | URLResolver] = [
    path("components/", views.components, name="components"),
]
