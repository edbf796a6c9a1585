"""Django checks: nothing is managed in the admin without a policy that knows networks."""

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from django.core.checks import Error, register
from wagtail.admin.viewsets import viewsets
from wagtail.models import Page, get_page_models
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models

from network_core.tenancy.addresses import stale_rules, undeclared
from network_core.tenancy.choosers import TenantChooserViewSet
from network_core.tenancy.page_forms import TenantPageForm
from network_core.tenancy.policies import NetworkPolicy
from network_core.tenancy.viewsets import TenantModelViewSet, TenantSnippetViewSet

# Wagtail's own models have policies of their own, on pages, collections and groups.
FOREIGN = ("wagtail.", "wagtail_localize.", "django.", "taggit.")
# Each of these is a decision.
EXEMPT = {
    "media.Picture": "a policy on collections, asked by Wagtail's own views",
    "media.File": "a policy on collections, asked by Wagtail's own views",
    "tenancy.User": "administrators only: no role has a permission on people",
}


def unguarded(found: Iterable[Any]) -> list[Error]:
    """An error for each viewset of our models that does not ask a `NetworkPolicy`."""
    errors = []
    for viewset in found:
        model = getattr(viewset, "model", None)
        if model is None or isinstance(model, str):
            continue
        label = model._meta.label
        if model.__module__.startswith(FOREIGN) or label in EXEMPT:
            continue
        if not isinstance(policy_registry.get_by_type(model, fallback=False), NetworkPolicy):
            errors.append(
                Error(
                    f"{label} is managed in the admin without a NetworkPolicy.",
                    hint="Call register_permission_policy in the ready() of its app.",
                    obj=model,
                    id="tenancy.E001",
                )
            )
        allowed = (TenantModelViewSet, TenantSnippetViewSet, TenantChooserViewSet)
        if not isinstance(viewset, allowed):
            errors.append(
                Error(
                    f"{label} is managed by a viewset that does not ask its policy about objects.",
                    hint="Derive it from network_core.tenancy.viewsets.",
                    obj=viewset,
                    id="tenancy.E002",
                )
            )
    return errors


@register()
def every_viewset_has_a_policy(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Hold all registered viewsets and snippets against the rule."""
    import_module("wagtail.admin.urls")  # this is where the admin collects its viewsets
    snippets = [model.snippet_viewset for model in get_snippet_models()]
    return unguarded([*viewsets.viewsets, *(s for s in snippets if s not in viewsets.viewsets)])


@register()
def every_page_form_checks_references(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Hold the form of every kind of page that can be made against the rule."""
    return [
        Error(
            f"The form of {model._meta.label} accepts references to other networks.",
            hint="Derive the page from sites.pages.base.NetworkPage, its form from TenantPageForm.",
            obj=model,
            id="tenancy.E005",
        )
        for model in get_page_models()
        if model.is_creatable and not issubclass(model.base_form_class, TenantPageForm)
        if model is not Page
    ]


@register()
def every_address_has_a_rule(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Hold every address of the admin against the declared rules."""
    missing = [
        Error(
            f"The address {address.route} ({address.key}) of the admin has no rule.",
            hint="Declare one in the wagtail_hooks of its app: docs/tenancy.md says how.",
            obj=address.view,
            id="tenancy.E003",
        )
        for address in undeclared()
    ]
    stale = [
        Error(f"There is a rule for {key}, but no such address.", id="tenancy.E004")
        for key in sorted(stale_rules())
    ]
    return [*missing, *stale]
