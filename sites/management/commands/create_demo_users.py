from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from network_core.tenancy.matrix import Role
from network_core.tenancy.models import RoleGroup

PASSWORD = "alleinerziehend"  # noqa: S105


class Command(BaseCommand):
    help = "Create one editor and one coordinator per network, and an administrator (demo only)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create who is missing; print every login."""
        users = get_user_model().objects
        if not users.filter(username="admin").exists():
            users.create_superuser("admin", "admin@example.org", PASSWORD)
        self.stdout.write(f"admin / {PASSWORD}")
        names = {Role.EDITOR: "redaktion", Role.COORDINATOR: "koordination"}
        groups = RoleGroup.objects.filter(role__in=names).select_related("network", "group")
        for row in groups.order_by("-network__is_umbrella", "network__slug", "role"):
            username = f"{names[Role(row.role)]}-{row.network.slug}"
            user, is_new = users.get_or_create(
                username=username,
                defaults={
                    "email": f"{username}@example.org",
                    "first_name": str(Role(row.role).label),
                    "last_name": row.network.short_name,
                },
            )
            if is_new:
                user.set_password(PASSWORD)
                user.save()
                user.groups.add(row.group)
            self.stdout.write(f"{username} / {PASSWORD}")
