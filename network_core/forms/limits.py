"""How often a form may be sent from one place. Kept in the cache for minutes, never in the
database, and under a key that nobody can turn back into an address once the day is over."""

import hashlib
import hmac
import ipaddress
import logging
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

logger = logging.getLogger(__name__)

DAY_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Rate:
    """At most `number` in `period`."""

    number: int
    period: timedelta

    @property
    def seconds(self) -> int:
        """The period in seconds."""
        return int(self.period.total_seconds())


# An advice centre or a school shares one address, so these are for robots and not for people.
DEFAULT_RATES = (Rate(6, timedelta(minutes=10)), Rate(30, timedelta(days=1)))


def within_limits(
    request: HttpRequest, scope: str, rates: tuple[Rate, ...], *, without_cache: bool = False
) -> bool:
    """Note one use of what `scope` names; whether it is within all rates.

    Without a working cache nobody can count, and the answer is `without_cache`: no for a form,
    yes for what can only be read.
    """
    try:
        salt = _salt_of_today()
        place = network_prefix(request)
        within = True
        for rate in rates:
            window = int(timezone.now().timestamp()) // rate.seconds
            text = f"{scope}|{place}|{rate.seconds}|{window}"
            key = "forms:rate:" + hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()
            cache.add(key, 0, rate.seconds)
            within = cache.incr(key) <= rate.number and within
    except Exception:
        logger.exception("The cache does not answer; uses of %s are not counted.", scope)
        return without_cache
    return within


def claim_once(scope: str, identity: str) -> bool:
    """Whether this is the first time that `identity` (a submission) is seen in a day."""
    try:
        digest = hmac.new(_salt_of_today(), f"{scope}|{identity}".encode(), hashlib.sha256)
        return bool(cache.add("forms:once:" + digest.hexdigest(), 1, DAY_SECONDS))
    except Exception:
        logger.exception("The cache does not answer; a double submission is not noticed.")
        return True


def release(scope: str, identity: str) -> None:
    """Forget a submission whose handling failed, so that it can be sent again."""
    try:
        digest = hmac.new(_salt_of_today(), f"{scope}|{identity}".encode(), hashlib.sha256)
        cache.delete("forms:once:" + digest.hexdigest())
    except Exception:
        logger.exception("The cache does not answer.")


def network_prefix(request: HttpRequest) -> str:
    """The /24 (IPv4) or /64 (IPv6) that a request came from.

    `TRUSTED_PROXY_COUNT` says how many proxies of our own stand in front: what the outermost of
    them saw is believed, and what the visitor wrote into X-Forwarded-For is not.
    """
    address = request.META.get("REMOTE_ADDR", "")
    proxies = int(getattr(settings, "TRUSTED_PROXY_COUNT", 0))
    if proxies > 0:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(forwarded) >= proxies and forwarded[-proxies].strip():
            address = forwarded[-proxies].strip()
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    length = 24 if ip.version == 4 else 64
    return str(ipaddress.ip_network(f"{ip}/{length}", strict=False))


def _salt_of_today() -> bytes:
    # It lives in the cache alone and is gone with it: yesterday's keys mean nothing any more.
    key = f"forms:salt:{timezone.localdate():%Y-%m-%d}"
    salt = cache.get(key)
    if salt is None:
        cache.add(key, secrets.token_bytes(32), DAY_SECONDS)
        salt = cache.get(key)
    if not isinstance(salt, bytes):
        raise ConnectionError("The cache keeps nothing.")
    return salt
