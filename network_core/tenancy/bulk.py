"""Bulk actions work by ids from the address and show titles of what they refuse: not for us."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import classproperty
from wagtail.permissions import policy_registry
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.models import get_snippet_models

from network_core.tenancy.policies import NetworkPolicy


class NoBulkDelete(DeleteBulkAction):
    """Takes the place of Wagtail's bulk deletion for models that belong to networks."""

    @classproperty
    def models(cls) -> list[Any]:  # noqa: N805 - a property of the class
        """The snippet models that belong to networks."""
        return [
            model
            for model in get_snippet_models()
            if isinstance(policy_registry.get_by_type(model), NetworkPolicy)
        ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """There is no such thing."""
        raise Http404
