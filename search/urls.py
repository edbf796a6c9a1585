"""Addresses of the public search."""

from django.urls import path

from search import views
from search.feeds import feed

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path("feed/", feed, name="feed"),
    path("vorschlaege/", views.suggest, name="suggest"),
]
