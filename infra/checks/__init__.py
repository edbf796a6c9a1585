"""Checks that need more than pytest: services, the browser, migrations, the demo from outside."""
