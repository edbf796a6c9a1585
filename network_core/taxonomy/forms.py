"""The form of a term."""

from typing import Any

from network_core.taxonomy.choices import term_choices
from network_core.taxonomy.models import Scheme
from network_core.tenancy.forms import TenantForm


class TermForm(TenantForm):
    """A term. Scheme, slug and place are settled when it is made; it is moved on the workbench."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = term_choices()
        if self.instance.pk:
            # Offers sort by scheme: a term that changes it would vanish from all of them.
            for name in ("scheme", "slug", "parent"):
                self.fields[name].disabled = True
        self.fields["parent"].choices = [
            ("", "–"),
            *(
                (scheme.label, choices[scheme.pk])
                for scheme in Scheme.objects.all()
                if scheme.pk in choices
            ),
        ]
