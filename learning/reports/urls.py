"""URLs of reports."""

from django.urls import URLPattern, URLResolver, path

from learning.reports import views

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("departments/", views.departments, name="departments"),
    path(
        "departments/file/<slug:form>/", views.departments_file, name="departments_file"
    ),
    path("people/", views.people, name="people"),
]
