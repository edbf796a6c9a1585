"""A visitor's message from the contact page to the network."""

from typing import TYPE_CHECKING

from network_core.mail.models import OutgoingMail
from network_core.mail.sending import send_mail

if TYPE_CHECKING:
    from network_core.networks.models import Network


def send_contact_message(
    network: "Network", *, message: str, name: str = "", email: str = ""
) -> OutgoingMail:
    """Send a visitor's message to the network's own address; answers go to the visitor.

    Raises NoRecipientError where the network has no mail address.
    """
    return send_mail(
        "contact_message",
        network,
        network.contact_email,
        {"name": name, "email": email, "message": message},
        reply_to=email,
        reply_to_name=name,
    )
