"""The form of every page."""

from wagtail.admin.forms.pages import WagtailAdminPageForm

from network_core.tenancy.references import OwnReferences


class TenantPageForm(OwnReferences, WagtailAdminPageForm):
    """A page refers only to what the person may choose."""
