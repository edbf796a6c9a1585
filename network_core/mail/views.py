"""All mails as they will be read, for administrators, and a test mail to oneself."""

from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from network_core.mail.kinds import all_kinds
from network_core.mail.models import OutgoingMail
from network_core.mail.rendering import render_mail
from network_core.mail.sending import NoRecipientError, send_mail


class PreviewForm(forms.Form):
    """Which mail to show: of which kind, of which network, in which language."""

    kind = forms.ChoiceField(label=gettext_lazy("Art"))
    network: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label=gettext_lazy("Netzwerk"), empty_label=None
    )
    language = forms.ChoiceField(label=gettext_lazy("Sprache"), choices=lambda: settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds and networks that exist now."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.name, kind.purpose) for kind in all_kinds()
        ]
        networks = apps.get_model("networks", "Network").objects.select_related("site")
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]


class MailPreviewView(WagtailAdminTemplateMixin, TemplateView):
    """Shows a mail with its example; POST sends the test mail to whoever is logged in."""

    page_title = gettext_lazy("E-Mails")
    header_icon = "mail"
    template_name = "mail/admin/preview.html"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody but administrators."""
        if not (request.user.is_active and request.user.is_superuser):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, the mail that was chosen, and how many mails wait or failed."""
        form = PreviewForm(self.request.GET or None)
        mail = None
        if form.is_bound and form.is_valid():
            chosen = form.cleaned_data
            kind = next(kind for kind in all_kinds() if kind.name == chosen["kind"])
            mail = render_mail(kind.name, chosen["network"], kind.example, chosen["language"])
        numbers = OutgoingMail.objects.order_by().values_list("status").annotate(n=Count("pk"))
        counts = dict(numbers)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "form": form,
            "mail": mail,
            "counts": [
                (status.label, counts.get(status.value, 0)) for status in OutgoingMail.Status
            ],
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send the test mail of the chosen network to the person's own address."""
        form = PreviewForm(request.GET)
        if form.is_valid():
            chosen = form.cleaned_data
            to = request.user.email  # type: ignore[union-attr]
            try:
                send_mail("test", chosen["network"], to, {}, chosen["language"])
            except NoRecipientError:
                messages.error(request, _("In Ihrem Konto steht keine gültige E-Mail-Adresse."))
            else:
                text = _("Die Test-E-Mail an %(address)s ist unterwegs.") % {"address": to}
                messages.success(request, text)
        return HttpResponseRedirect(request.get_full_path())
