"""Take away the welcome page and the default site that Wagtail's first migration makes.

Without a default site, an unknown host shows no network at all.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def remove_welcome(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Delete them only where no site of ours exists yet."""
    page_model = apps.get_model("wagtailcore", "Page")
    site_model = apps.get_model("wagtailcore", "Site")
    welcome = page_model.objects.filter(
        depth=2, content_type__app_label="wagtailcore", content_type__model="page"
    )
    site_model.objects.filter(root_page__in=welcome).delete()
    if welcome.exists():
        welcome.delete()
        page_model.objects.filter(depth=1).update(
            numchild=page_model.objects.filter(depth=2).count()
        )


class Migration(migrations.Migration):
    dependencies = [
        ("sites", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(remove_welcome, migrations.RunPython.noop)]
