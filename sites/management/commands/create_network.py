from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from network_core.networks.models import Network
from network_core.places.loading import load_places
from sites.provisioning.files import NETWORKS_DIR, ContentError, network_folders
from sites.provisioning.founding import found_networks
from sites.provisioning.provision import Blueprint, blueprint_from_folder


class Command(BaseCommand):
    help = (
        "Make a network, or complete one that exists: site, pages in every language, groups, "
        "collection, workflow; content from its folder only while it is new."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Folders by name or path, all seeded ones, or a bare network by its facts."""
        parser.add_argument(
            "folders", nargs="*", help="names below sites/networks, or paths of folders"
        )
        parser.add_argument("--all", action="store_true", help="every folder of sites/networks")
        parser.add_argument("--slug", help="make a network without a folder")
        parser.add_argument("--name", help="its name (with --slug)")
        parser.add_argument(
            "--languages",
            help="language codes, comma-separated: of a bare network, or which of its own a new "
            "network begins with",
        )
        parser.add_argument("--domain", default="localhost", help="hosts are names below it")
        parser.add_argument(
            "--port",
            type=int,
            help="port in the addresses of links (default: that of the umbrella's site, else 80)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make all in one transaction, and say what was done."""
        try:
            blueprints = self._blueprints(options)
            if not blueprints:
                raise CommandError("Name a folder, or use --all, or --slug with --name.")
            with transaction.atomic():
                load_places()
                made = found_networks(blueprints)
            for network, is_new in made:
                state = "made" if is_new else "exists, completed"
                self.stdout.write(f"{network.slug}: {state} ({network.root_url})")
        except ContentError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error

    @staticmethod
    def _blueprints(options: dict[str, Any]) -> list[Blueprint]:
        umbrella = Network.objects.umbrella()
        domain = options["domain"]
        port = options["port"] or (umbrella.site.port if umbrella else 80)
        folders = network_folders() if options["all"] else []
        for name in options["folders"]:
            path = Path(name) if Path(name).is_dir() else NETWORKS_DIR / name
            if not (path / "network.toml").is_file():
                raise CommandError(f"{name}: there is no network.toml")
            folders.append(path)
        languages = options["languages"].split(",") if options["languages"] else []
        blueprints = [blueprint_from_folder(folder, domain, port, languages) for folder in folders]
        if options["slug"]:
            data = {
                "slug": options["slug"],
                "name": options["name"] or options["slug"],
                "languages": languages or [settings.LANGUAGE_CODE],
            }
            blueprints.append(Blueprint(data, None, f"{options['slug']}.{domain}", port))
        return blueprints
