"""The addresses behind the links in mails to partners."""

from django.urls import path

from network_core.directory.freshness.views import answer_question, opt_out

urlpatterns = [
    path("abbestellen/<str:token>/", opt_out),
    path("<str:token>/<slug:answer>/", answer_question),
]
