"""Forgetting whom we asked. Checks stay; they name no partner's address."""

from datetime import timedelta

from django.utils import timezone

from network_core.directory.models import CheckContact, CheckRequest

# Longer than the usual year between two questions, so that the last one can still be seen.
KEEP = timedelta(days=400)


def forget_old_requests() -> int:
    """Delete requests with their answers, and addresses not written to, after 400 days.

    Addresses that have opted out stay: otherwise their wish could not be respected.
    """
    before = timezone.now() - KEEP
    requests, _by_model = CheckRequest.objects.filter(sent_at__lt=before).delete()
    unused = CheckContact.objects.filter(opted_out_at__isnull=True)
    addresses, _by_model = unused.filter(last_mailed_at__lt=before).delete()
    return requests + addresses
