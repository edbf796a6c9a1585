"""The link to a new password: looked for and sent in the background."""

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django_tasks import task

from network_core.accounts.sealing import opened
from network_core.audit.record import only_network_of
from network_core.jobs.tasks import BACKGROUND
from network_core.mail.sending import send_mail
from network_core.networks.models import Network
from network_core.tenancy.models import User


@task(backend=BACKGROUND)
def send_reset_link(sealed_address: str, network_id: int) -> str:
    """Send the link if there is an open account of the address; the words are those of its network.

    The address in the link is that of the network's site in the database, never what a request
    claims to be for. `network_id` is for people who work in several networks or in none.
    """
    email = opened(sealed_address)
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None or not user.has_usable_password():
        return "no account"
    asked_at = Network.objects.select_related("site").get(pk=network_id)
    network = only_network_of(user) or asked_at
    path = reverse(
        "wagtailadmin_password_reset_confirm",
        args=[
            urlsafe_base64_encode(force_bytes(user.pk)),
            default_token_generator.make_token(user),
        ],
    )
    send_mail(
        "password_reset",
        network,
        user.email,
        {"username": user.username, "link": network.root_url + path},
    )
    return "sent"
