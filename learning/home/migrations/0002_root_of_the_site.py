"""Makes our HomePage the root of the site, instead of Wagtail's welcome page."""

from django.conf import settings
from django.db import migrations


def make_root(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    HomePage = apps.get_model("home", "HomePage")
    if HomePage.objects.exists():
        return
    # The welcome page goes with the site that points at it.
    Page.objects.filter(depth=2, slug="home").delete()
    if Page.objects.filter(path="00010001").exists():
        return
    content_type, _ = ContentType.objects.get_or_create(
        model="homepage", app_label="home"
    )
    locale, _ = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    home = HomePage.objects.create(
        title="ちょうど学習",
        draft_title="ちょうど学習",
        slug="home",
        content_type=content_type,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/home/",
        locale=locale,
    )
    Page.objects.filter(path="0001").update(numchild=1)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page_id": home.pk},
    )


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make_root, migrations.RunPython.noop)]
