"""wagtail-localize's views, narrowed to what the person may change.

Its own ask only for one permission for everything: whoever may translate anything could read the
drafts of all networks, and publish copies of them.
"""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import Http404
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation
from wagtail_localize.views.edit_translation import TabHelper, get_segment_location_info
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.submit_translations import SubmitPageTranslationView

from network_core.networks.models import Network
from network_core.tenancy.access import is_administrator, languages_translated_by, roles_of
from network_core.tenancy.guards import guard
from network_core.tenancy.matrix import TRANSLATES_EVERYTHING
from network_core.tenancy.models import User
from network_core.tenancy.questions import may_change_page
from network_core.tenancy.references import foreign_among

HOME_DEPTH = 2


def network_of_page(page: Page) -> Network | None:
    """The network in whose tree, in whatever language, the page is."""
    home = page.get_ancestors(inclusive=True).filter(depth=HOME_DEPTH).first()
    if home is None:
        return None
    return Network.objects.filter(site__root_page__translation_key=home.translation_key).first()


class SubmitOwnPage(SubmitPageTranslationView):
    """Offers a page for translation into the languages that the person translates into."""

    def get_object(self) -> Page:
        """The page, if the person may change it."""
        page = super().get_object()
        if not may_change_page(self.request.user, page):
            raise Http404
        return page

    def get_form(self) -> Any:
        """Only languages that the network has and the person was given."""
        form = super().get_form()
        network = network_of_page(self.object)
        codes = languages_translated_by(self.request.user, network) if network else ()
        locales = form.fields["locales"]
        locales.queryset = locales.queryset.filter(language_code__in=codes)
        return form


class OwnTranslationsView(TranslationsReportView):
    """The translations that the person may change."""

    def get_queryset(self) -> QuerySet:
        """Those whose translated page is such a one."""
        return to_be_changed_by(self.request.user, super().get_queryset())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Translators see what is translated, and do not open it: it is not theirs to change."""
        roles = {role for _network, role, _umbrella in roles_of(self.request.user)}
        opens = is_administrator(self.request.user) or bool(roles & TRANSLATES_EVERYTHING)
        return super().get_context_data(**kwargs) | {"opens_sources": opens}


def to_be_changed_by(user: User, translations: QuerySet[Translation]) -> QuerySet[Translation]:
    """Those of `translations` whose translated page the person may change."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    target = pages.filter(
        translation_key=OuterRef("source__object_id"), locale=OuterRef("target_locale")
    )
    return translations.filter(Exists(target.order_by()))


def _chosen_model(segment: OverridableSegment) -> type[Model] | None:
    """What the editor of a translation chooses in the place of the original, if it is an object."""
    instance = segment.source.get_source_instance()
    info = get_segment_location_info(segment.source, TabHelper(instance), segment)
    chosen: dict[str, type[Model]] = {
        "page_chooser": Page,
        "image_chooser": get_image_model(),
        "document_chooser": get_document_model(),
    }
    return chosen.get(info["widget"]["type"])


@receiver(pre_save, sender=SegmentOverride)
def refuse_foreign_override(instance: SegmentOverride, raw: bool = False, **kwargs: Any) -> None:
    """What is put in the place of a picture, file or page is one that the person may choose."""
    if not raw and instance.last_translated_by and names_foreign(instance):
        raise PermissionDenied


@guard(
    "pictures and links put into translations",
    "what is chosen for a translation in the place of the original",
    otherwise=lambda override: False,
)
def names_foreign(override: SegmentOverride) -> bool:
    """Whether the override names something that the person may not choose."""
    segment = OverridableSegment.objects.filter(context=override.context_id).first()
    model = _chosen_model(segment) if segment else None
    key = str(json.loads(override.data_json)).strip('"')
    return model is not None and bool(foreign_among(override.last_translated_by, [(model, key)]))
