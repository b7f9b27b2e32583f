"""Every address of the officers' web asks who is there; every open one is on a short list."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

OPEN_TO_ALL = {"office:login", "office:logout"}
SIGNED_IN_BUT_NOT_YET_IN = {
    "office:first_password",
    "office:second_factor",
    "office:second_factor_setup",
    "office:change_password",
}


def addresses(patterns: list[Any], namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Return every address with its name, such as `office:dossier`."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = pattern.namespace or ""
            yield from addresses(pattern.url_patterns, f"{namespace}{inner}:" if inner else namespace)
        else:
            yield f"{namespace}{pattern.name}", pattern


def unguarded(patterns: list[Any]) -> list[str]:
    """Return the addresses of the officers' web that let anybody in."""
    return [
        name
        for name, pattern in addresses(patterns)
        if name.startswith("office:")
        and name not in OPEN_TO_ALL | SIGNED_IN_BUT_NOT_YET_IN
        and not getattr(pattern.callback, "officers_only", False)
    ]


def test_every_page_of_the_officers_asks_who_is_there():
    assert unguarded(get_resolver().url_patterns) == []


def test_every_address_has_a_name():
    assert [name for name, _ in addresses(get_resolver().url_patterns) if name.endswith("None")] == []


def test_a_planted_open_page_is_found():
    def leak(request: HttpRequest) -> HttpResponse:
        return HttpResponse("everything")

    planted = URLResolver(
        path("office/", leak).pattern, [path("leak/", leak, name="leak")], namespace="office"
    )

    assert unguarded([planted]) == ["office:leak"]
