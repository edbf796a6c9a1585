"""What Wagtail offers for a page, narrowed to what its views then allow."""

from wagtail.models import PagePermissionTester


class OwnPagePermissions(PagePermissionTester):
    """No way is shown that ends in a refusal: authors and translators have few rights on a page."""

    def can_view_revisions(self) -> bool:
        """The history opens for those who may change or publish the page."""
        return super().can_view_revisions() and (self.can_edit() or self.can_publish())

    def can_copy(self) -> bool:
        """A copy has to go somewhere: translators may add no page anywhere."""
        return super().can_copy() and (self.user.is_superuser or "add" in self.permissions)
