"""Tags of pictures and files; those of other networks would tell what they work on."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, JsonResponse
from taggit.models import Tag
from wagtail.admin.views.tags import TAGS_AUTOCOMPLETE_LIMIT
from wagtail.documents import get_document_model
from wagtail.documents.views.documents import IndexView as FilesView
from wagtail.images import get_image_model
from wagtail.images.views.chooser import ImageChooseView
from wagtail.images.views.images import IndexView as PicturesView
from wagtail.permissions import policy_registry

from network_core.tenancy.access import person_of
from network_core.tenancy.guards import guard
from network_core.tenancy.models import User

MOST_POPULAR = 10


@guard(
    "tags of pictures and files",
    "the tags that lists, choosers and suggestions show",
    otherwise=lambda user, *models: Tag.objects.all(),
)
def own_tags(user: User, *models: Any) -> QuerySet[Tag]:
    """Tags of those objects of the models that the person may use."""
    used = Q(pk__in=[])
    for model in models:
        own = policy_registry.get_by_type(model).instances_user_has_any_permission_for(
            user, ["choose", "add", "change"]
        )
        used |= Q(
            taggit_taggeditem_items__content_type__app_label=model._meta.app_label,
            taggit_taggeditem_items__content_type__model=model._meta.model_name,
            taggit_taggeditem_items__object_id__in=own.values("pk"),
        )
    return Tag.objects.filter(used).distinct()


def popular_tags(user: User, model: Any) -> list[Tag]:
    """The tags most in use at the person's objects of one model."""
    counted = own_tags(user, model).annotate(uses=Count("taggit_taggeditem_items"))
    return list(counted.order_by("-uses", "name")[:MOST_POPULAR])


def suggest_tags(request: HttpRequest, **values: Any) -> JsonResponse:
    """The names of the person's tags that begin with `term`."""
    term = request.GET.get("term", "").replace("\x00", "")
    if not term:
        return JsonResponse([], safe=False)
    found = own_tags(person_of(request), get_image_model(), get_document_model())
    names = found.filter(name__istartswith=term).order_by("name").values_list("name", flat=True)
    return JsonResponse(list(names[:TAGS_AUTOCOMPLETE_LIMIT]), safe=False)


class _OwnTagFilter:
    """Mixed into the filters of a list of pictures or files."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)  # type: ignore[call-arg]
        filters, model = self.filters, self._meta.model  # type: ignore[attr-defined]
        if "tag" in filters:
            tags = popular_tags(person_of(request), model)
            filters["tag"].extra["choices"] = [(tag.name, tag.name) for tag in tags]


class OwnPictureFilters(_OwnTagFilter, PicturesView.filterset_class):
    """The filters of the list of pictures."""


class OwnFileFilters(_OwnTagFilter, FilesView.filterset_class):
    """The filters of the list of files."""


class OwnPicturesView(PicturesView):
    """The list of pictures."""

    filterset_class = OwnPictureFilters


class OwnFilesView(FilesView):
    """The list of files."""

    filterset_class = OwnFileFilters


class OwnPictureChooseView(ImageChooseView):
    """The chooser of pictures."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer the person's own tags to search by."""
        context = super().get_context_data(**kwargs)
        context["popular_tags"] = popular_tags(self.request.user, self.model)
        return context
