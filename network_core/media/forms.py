"""The form for pictures in the admin."""

from wagtail.images.forms import BaseImageForm

from network_core.media.models import Picture
from network_core.media.renditions import make_renditions


class PictureForm(BaseImageForm):
    """Wagtail's form."""

    def save(self, commit: bool = True) -> Picture:
        """Make the sizes again after Wagtail has deleted those of a file that was replaced."""
        picture: Picture = super().save(commit=commit)
        if commit and "file" in self.changed_data:
            make_renditions(picture)
        return picture
