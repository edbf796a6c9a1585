from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network_core.accounts import second_factor
from network_core.accounts.throttle import account_named, unlock


class Command(BaseCommand):
    help = "Let somebody log in again after too many wrong passwords, or after losing their phone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom, and how much."""
        parser.add_argument("name", help="name to log in with, or e-mail address")
        parser.add_argument(
            "--second-factor", action="store_true", help="also take all second factors"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Forget wrong passwords."""
        user = account_named(options["name"])
        if user is None:
            raise CommandError("There is no such person.")
        unlock(user)
        if options["second_factor"]:
            second_factor.reset(user)
