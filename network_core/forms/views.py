"""What a view needs that receives a public form."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]


def public_form(view: View) -> View:
    """Let a view receive a `ProtectedForm` without a CSRF cookie.

    There is no session that a foreign page could misuse. A browser that says itself that a
    foreign page sends the form is refused all the same.
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def protected(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        foreign = request.headers.get("Sec-Fetch-Site") == "cross-site"
        if request.method == "POST" and foreign:
            text = _("Dieses Formular kann nur auf der Website selbst abgesendet werden.")
            return HttpResponse(text, status=403, content_type="text/plain; charset=utf-8")
        return view(request, *args, **kwargs)

    return protected
