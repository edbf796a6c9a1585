"""Addresses of logging in, in front of Wagtail's own of the same paths."""

from allauth.account.views import reauthenticate
from django.urls import include, path
from wagtail.admin.views.account import LogoutView

from network_core.accounts import views

urlpatterns = [
    path("login/", views.LoginView.as_view(), name="account_login"),
    path("logout/", LogoutView.as_view(), name="account_logout"),
    path("konto/bestaetigen/", reauthenticate, name="account_reauthenticate"),
    path("konto/ueberall-abmelden/", views.end_sessions, name="end_sessions"),
    path("konto/zweiter-faktor/", include("allauth.mfa.urls")),
]
