"""Who asks, as far as a request can tell: an address."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the address of the visitor; behind `MOTCUA_PROXIES` proxies of ours, the one that the outermost saw.

    What stands farther left in X-Forwarded-For was written by the visitor and is never believed.
    """
    proxies = getattr(settings, "MOTCUA_PROXIES", 0)
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if proxies and len(seen) >= proxies:
        return seen[-proxies]
    return str(request.META.get("REMOTE_ADDR") or "")
