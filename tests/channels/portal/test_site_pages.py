"""The pages about this site, and what machines ask of it (R-E28, R-I23, R-J1 to R-J7)."""

import re
from datetime import datetime, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.db import OperationalError
from django.utils import timezone

from motcua.channels.portal import service_views
from tests.channels.portal.test_lookup_pages import words_of

PAGES = ("/", "/tra-cuu", "/thu-tuc", "/gioi-thieu", "/du-lieu-ca-nhan", "/tro-nang", "/so-do-trang")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_one_heading_its_landmarks_and_the_shortcuts(client, world, address):
    page = client.get(address).content.decode()

    assert page.count("<h1") == 1
    assert '<html lang="vi">' in page
    assert '<main id="content"' in page
    assert re.findall(r'accesskey="(\d)" href="([^"]+)"', page) == [
        ("1", "/"), ("3", "/so-do-trang"), ("4", "/thu-tuc"), ("5", "/tra-cuu"),
    ]  # fmt: skip
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("address", PAGES)
def test_no_page_for_citizens_sets_a_cookie(client, world, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response.cookies == {}


def test_the_footer_leads_to_the_pages_about_this_site(client, world):
    footer = client.get("/").content.decode().split("<footer", 1)[1]

    for address in ("/gioi-thieu", "/du-lieu-ca-nhan", "/tro-nang", "/so-do-trang"):
        assert f'href="{address}"' in footer


def test_the_number_to_call_is_the_provinces_own(client, world, settings):
    assert "Gọi 1022" in words_of(client.get("/gioi-thieu"))

    settings.MOTCUA_HOTLINE = "1900 0000"

    assert "Gọi 1900 0000" in words_of(client.get("/gioi-thieu"))


def test_the_name_of_the_province_is_asked_for_once_a_minute(client, world, django_assert_num_queries):
    client.get("/tro-nang")

    with django_assert_num_queries(0):
        assert "Tỉnh Hưng Yên" in words_of(client.get("/tro-nang"))


def test_the_site_is_healthy_while_its_database_answers(client, db, monkeypatch):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")

    class Gone:
        def cursor(self):
            raise OperationalError

    monkeypatch.setattr(service_views, "connection", Gone())

    response = client.get("/healthz")
    assert response.status_code == 503
    assert "no-store" in response["Cache-Control"]


def test_search_engines_are_kept_from_dossiers_and_officers(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Disallow: /tra-cuu/" in lines
    assert "Disallow: /office/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_the_map_for_machines_lists_pages_and_procedures(client, world):
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  # Our own page.

    addresses = {place.text for place in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert {"http://testserver/", f"http://testserver/thu-tuc/{world.procedure.key}"} <= addresses
    assert not any("/tra-cuu/" in address for address in addresses)


def test_who_finds_a_fault_learns_whom_to_tell(client, settings):
    facts = dict(
        line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines()
    )

    assert facts["Contact"] == "http://testserver/gioi-thieu#security"
    assert facts["Canonical"] == "http://testserver/.well-known/security.txt"
    expires = datetime.fromisoformat(facts["Expires"])
    assert timedelta(days=100) < expires - timezone.now() < timedelta(days=365)

    settings.MOTCUA_SECURITY_CONTACT = "mailto:anninh@example.gov.vn"

    assert "Contact: mailto:anninh@example.gov.vn" in client.get("/.well-known/security.txt").content.decode()
