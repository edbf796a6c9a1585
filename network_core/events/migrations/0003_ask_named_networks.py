"""Ask the networks that published events name already: nobody had asked them before."""

from typing import Any

from django.db import migrations


def ask(apps: Any, schema_editor: Any) -> None:
    """One question for each network that is named."""
    event, co_host = apps.get_model("events", "Event"), apps.get_model("events", "CoHost")
    named = event.host_networks.through.objects.filter(event__live=True)
    co_host.objects.bulk_create(
        co_host(event_id=row.event_id, network_id=row.network_id)
        for row in named.select_related("event").iterator()
        if row.network_id != row.event.network_id
    )


class Migration(migrations.Migration):
    dependencies = [("events", "0002_co_hosts")]

    operations = [migrations.RunPython(ask, migrations.RunPython.noop)]
