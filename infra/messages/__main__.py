"""`python -m infra.messages` brings the catalogues up to the sources; `check` only looks."""

import os
import sys

import django


def main(arguments: list[str]) -> int:
    """Update or check all catalogues; 1 if something is wrong with one of them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infra.settings.test")
    django.setup()
    from infra.installation.translations import compile_all
    from infra.messages import catalogues
    from infra.messages.extracting import messages_for_visitors

    messages = messages_for_visitors()
    wrong = 0
    for language in catalogues.languages():
        if "check" not in arguments:
            written = catalogues.update(language, messages)
            print(f"  {language}: {len(messages)} messages, {written.percent_translated()} % there")
        for problem in catalogues.problems(language, messages):
            print(f"✗ {problem}", file=sys.stderr)
            wrong += 1
    compile_all()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
