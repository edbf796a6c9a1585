"""All addresses: the admin, files, and below a language prefix the public pages of a network."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from network_core.people.accept_view import accept_invitation
from sites import views
from sites.companies import receive_company
from sites.contact import receive_message
from sites.feeds import event_calendar, network_calendar

handler404 = "sites.views.not_found"
handler500 = "sites.views.server_error"

urlpatterns = [
    # Open to people who have no account yet, so not among the addresses of the admin itself.
    path("admin/einladung/<str:token>/", accept_invitation, name="accept_invitation"),
    path("admin/", include(wagtailadmin_urls)),
    path("dokumente/", include(wagtaildocs_urls)),
    path("", views.front_door),
    path("health/", views.health),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    # Only pictures in the sizes that pages show: documents may be private and have their own view.
    re_path(
        r"^media/(?P<path>(?:images|avatar_images)/[^/]+)$",
        serve,
        {"document_root": settings.MEDIA_ROOT},
    ),
]
urlpatterns += i18n_patterns(
    path("suche/", include("search.urls")),
    path("kontakt/senden/", receive_message),
    path("unternehmen/senden/", receive_company),
    path("veranstaltungen/kalender.ics", network_calendar),
    path("veranstaltungen/<slug:slug>/termin.ics", event_calendar),
    path("", include(wagtail_urls)),
)
