"""URLs of literacy."""

from django.urls import URLPattern, URLResolver

app_name = "literacy"
urlpatterns: list[URLPattern | URLResolver] = []
