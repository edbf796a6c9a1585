from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "network_core.media"
    label = "media"
    verbose_name = _("Bilder und Dokumente")

    def ready(self) -> None:
        """Make the sizes of a picture when it is saved."""
        from network_core.media.models import Picture
        from network_core.media.renditions import make_renditions_of_saved

        post_save.connect(make_renditions_of_saved, sender=Picture, dispatch_uid="renditions")
