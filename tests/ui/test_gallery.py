"""The style page shows every component and is hidden from the public."""

import re

import pytest
from django.http import Http404
from django.test import RequestFactory

from motcua.ui import views
from motcua.ui.context import Person

pytestmark = pytest.mark.urls("tests.ui.urls")


def shown(face: str) -> str:
    return views.gallery(RequestFactory().get(f"/ui/{face}/"), face).content.decode()


@pytest.mark.parametrize("face", views.PAGES)
def test_every_page_of_the_gallery_renders_with_one_heading_and_one_primary_act(face, settings):
    settings.DEBUG = True
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "UNKNOWN"

    html = shown(face)

    assert html.count("<h1") == 1
    assert len(re.findall(r'class="btn btn-primary', html)) == 1
    assert 'lang="vi"' in html


def test_ids_are_used_once(settings):
    settings.DEBUG = True

    ids = re.findall(r'\sid="([^"]+)"', shown("dossier"))

    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize(("debug", "face"), [(False, "office"), (True, "nothing")])
def test_the_gallery_is_hidden_outside_development(debug, face, settings):
    settings.DEBUG = debug

    with pytest.raises(Http404):
        shown(face)


@pytest.mark.parametrize(
    ("name", "initials"), [("Phạm Thị Thu Hằng", "TH"), ("Đỗ Minh Khang", "MK"), ("Ánh", "Á"), ("", "")]
)
def test_initials_come_from_the_end_of_a_vietnamese_name(name, initials):
    assert Person(name, "").initials == initials
