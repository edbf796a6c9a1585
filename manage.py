#!/usr/bin/env python
"""Command line entry point of the platform."""

import os
import sys


def main() -> None:
    """Run one management command, with the demo settings unless told otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infra.settings.demo")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        sys.exit(f"Django is not installed here: run `make setup` first. ({error})")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
