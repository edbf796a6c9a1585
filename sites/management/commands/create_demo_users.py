from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from network_core.directory.models import Partner, PartnerAccount
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import RoleGroup

PASSWORD = "alleinerziehend"  # noqa: S105
NAMES = {
    Role.AUTHOR: "autor",
    Role.EDITOR: "redaktion",
    Role.COORDINATOR: "koordination",
    Role.TRANSLATOR: "uebersetzung",
    Role.STAFF: "bundesebene",
    Role.PARTNER: "partner",
}
# The role is called like its network.
FIRST_NAMES = {Role.STAFF: "Mitarbeiter*in"}


class Command(BaseCommand):
    help = "Create one person for every role in every network, and an administrator (demo only)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create who is missing; print every login."""
        users = get_user_model().objects
        if not users.filter(username="admin").exists():
            users.create_superuser("admin", "admin@example.org", PASSWORD)
        self.stdout.write(f"admin / {PASSWORD}")
        rows = RoleGroup.objects.select_related("network", "group")
        printed = set()
        for row in rows.order_by("-network__is_umbrella", "network__slug", "role", "language"):
            # One person translates into all languages of a network.
            username = f"{NAMES[Role(row.role)]}-{row.network.slug}"
            user, is_new = users.get_or_create(
                username=username,
                defaults={
                    "email": f"{username}@example.org",
                    "first_name": FIRST_NAMES.get(Role(row.role), str(Role(row.role).label)),
                    "last_name": row.network.short_name,
                },
            )
            if is_new:
                user.set_password(PASSWORD)
                user.save()
            if is_new or username in printed:
                user.groups.add(row.group)
            if is_new and row.role == Role.PARTNER:
                partner = Partner.objects.filter(steward=row.network, live=True).order_by("pk")
                for first in partner[:1]:
                    PartnerAccount.objects.create(user=user, partner=first)
            if username not in printed:
                self.stdout.write(f"{username} / {PASSWORD}")
                printed.add(username)
