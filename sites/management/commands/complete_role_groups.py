from typing import Any

from django.core.management.base import BaseCommand

from sites.provisioning.provision import complete_groups


class Command(BaseCommand):
    help = "Make the groups of roles that existing networks do not have yet (after an update)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Add what is missing; nothing is changed or taken away."""
        complete_groups()
