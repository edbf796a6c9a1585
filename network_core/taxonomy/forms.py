"""The form of a term."""

from typing import Any

from network_core.taxonomy.choices import term_choices
from network_core.taxonomy.models import Scheme
from network_core.tenancy.forms import TenantForm


class TermForm(TenantForm):
    """A term, placed below another one; the scheme is settled when it is made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = term_choices()
        scheme_id = self.instance.scheme_id
        if self.instance.pk:
            # Offers sort by scheme: a term that changes it would vanish from all of them.
            self.fields["scheme"].disabled = True
            self.fields["slug"].disabled = True
            choices = {scheme_id: [c for c in choices[scheme_id] if c[0] != self.instance.pk]}
        self.fields["parent"].choices = [
            ("", "–"),
            *(
                (scheme.label, choices[scheme.pk])
                for scheme in Scheme.objects.all()
                if scheme.pk in choices
            ),
        ]
