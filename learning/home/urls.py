"""URLs of home."""

from django.urls import URLPattern, URLResolver, path

from learning.home.views.certificates import certificate, certificates
from learning.home.views.components import components
from learning.home.views.my_page import my_page
from learning.home.views.notices import read_notice
from learning.home.views.record import record
from learning.home.views.start import start

app_name = "home"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", start, name="start"),
    path("me/", my_page, name="my_page"),
    path("me/record/", record, name="record"),
    path("me/certificates/", certificates, name="certificates"),
    path("me/certificates/<uuid:number>/", certificate, name="certificate"),
    path("me/notices/<uuid:public_id>/read/", read_notice, name="read_notice"),
    path("components/", components, name="components"),
]
