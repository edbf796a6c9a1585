"""All addresses: the admin, files, and below a language prefix the public pages of a network."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from network_core.people.accept_view import accept_invitation
from search.api.views import api as search_api
from sites import views
from sites.companies import receive_company
from sites.compared import COMPARED_PATH, compared
from sites.contact import receive_message
from sites.feeds import event_calendar, network_calendar
from sites.remembered import remembered

handler404 = "sites.views.not_found"
handler500 = "sites.views.server_error"

urlpatterns = [
    # Open to people who have no account yet, so not among the addresses of the admin itself.
    path("admin/einladung/<str:token>/", accept_invitation, name="accept_invitation"),
    # Before Wagtail's own: its log-in page knows neither second factors nor too many attempts.
    path("admin/", include("network_core.accounts.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("dokumente/", include(wagtaildocs_urls)),
    path("", views.front_door),
    path("api/v1/", search_api.urls),
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
    path("merkliste/", remembered),
    path("suche/", include("search.urls")),
    path("kontakt/senden/", receive_message),
    path(f"{COMPARED_PATH}/", compared),
    path("pruefung/", include("network_core.directory.freshness.urls")),
    path("unternehmen/senden/", receive_company),
    path("veranstaltungen/kalender.ics", network_calendar),
    path("veranstaltungen/<slug:slug>/termin.ics", event_calendar),
    # There is one way to log in, also for private pages.
    path(
        "_util/login/", RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True)
    ),
    path("", include(wagtail_urls)),
)
