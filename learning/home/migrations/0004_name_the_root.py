"""Give what Wagtail is born with, and what editors see, its name in Japanese."""

from django.db import migrations

BORN_WITH = "Root"
NAME = "すべてのページ"
SITE = "ちょうど学習"


def name_the_root(apps, schema_editor):
    page = apps.get_model("wagtailcore", "Page")
    page.objects.filter(depth=1, title=BORN_WITH).update(title=NAME, draft_title=NAME)
    site = apps.get_model("wagtailcore", "Site")
    site.objects.filter(is_default_site=True, site_name="").update(site_name=SITE)


class Migration(migrations.Migration):
    dependencies = [("home", "0003_japanese_names")]

    operations = [migrations.RunPython(name_the_root, migrations.RunPython.noop)]
