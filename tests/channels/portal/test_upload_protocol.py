"""Resumable uploads: the core of tus 1.0.0 and creation, as a client speaks it."""

import base64

import pytest
from django.test import Client
from django.urls import reverse

from motcua.apps.filing.models import DraftFile, Upload, UploadPart
from tests.channels.portal.test_filing_pages import begin, citizen, person, world  # noqa: F401
from tests.factories.citizens import PersonFactory, sign_in_citizen
from tests.factories.filing import pdf

TUS = {"Tus-Resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"


@pytest.fixture
def draft(citizen, world):  # noqa: F811
    return begin(citizen, world)


def create(client, draft, length, name="ban-ve.pdf", purpose="ban-ve"):
    told = {"filename": name, "purpose": purpose}
    pairs = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())
    headers = TUS | {"Upload-Length": str(length), "Upload-Metadata": pairs}
    return client.post(reverse("portal:uploads", args=[draft]), headers=headers)


def send(client, address, offset, piece, **headers):
    return client.patch(
        address, piece, content_type=PIECE, headers=TUS | {"Upload-Offset": str(offset)} | headers
    )


def test_a_file_in_pieces_is_taken_in_once_it_is_whole(citizen, draft):  # noqa: F811
    content = pdf()
    made = create(citizen, draft, len(content))
    assert made.status_code == 201
    address = made["Location"]

    first = send(citizen, address, 0, content[:100])
    assert (first.status_code, first["Upload-Offset"]) == (204, "100")
    told = citizen.head(address, headers=TUS)
    assert (told["Upload-Offset"], told["Upload-Length"]) == ("100", str(len(content)))
    assert not DraftFile.objects.exists()
    last = send(citizen, address, 100, content[100:])

    assert last["Upload-Offset"] == str(len(content))
    assert DraftFile.objects.get().name == "ban-ve.pdf"
    assert not Upload.objects.exists()
    assert not UploadPart.objects.exists()


def test_a_piece_that_does_not_follow_is_refused(citizen, draft):  # noqa: F811
    address = create(citizen, draft, 500)["Location"]
    send(citizen, address, 0, b"x" * 100)

    assert send(citizen, address, 0, b"x" * 100).status_code == 409
    assert send(citizen, address, 200, b"x" * 100).status_code == 409
    assert send(citizen, address, 100, b"x" * 401).status_code == 409
    assert citizen.head(address, headers=TUS)["Upload-Offset"] == "100"


def test_a_whole_file_that_is_no_document_is_refused_with_a_sentence(citizen, draft):  # noqa: F811
    address = create(citizen, draft, 10)["Location"]

    answer = send(citizen, address, 0, b"0123456789")

    assert answer.status_code == 422
    assert answer.content.decode()
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("length", "purpose", "status"), [(0, "ban-ve", 413), (10**9, "ban-ve", 413), (10, "no-such-paper", 400)]
)
def test_what_cannot_become_a_paper_is_refused_before_it_is_sent(
    citizen,  # noqa: F811
    draft,
    length,
    purpose,
    status,
):
    assert create(citizen, draft, length, purpose=purpose).status_code == status


def test_other_versions_and_other_types_are_refused(citizen, draft):  # noqa: F811
    address = create(citizen, draft, 10)["Location"]

    old = citizen.head(address, headers={"Tus-Resumable": "0.2.2"})
    assert (old.status_code, old["Tus-Version"]) == (412, "1.0.0")
    plain = citizen.patch(address, b"x", content_type="text/plain", headers=TUS | {"Upload-Offset": "0"})
    assert plain.status_code == 415


def test_abilities_are_told(citizen, draft):  # noqa: F811
    told = citizen.options(reverse("portal:uploads", args=[draft]))

    assert told["Tus-Version"] == "1.0.0"
    assert "creation" in told["Tus-Extension"]
    assert int(told["Tus-Max-Size"]) > 0


def test_an_upload_of_somebody_else_does_not_exist(citizen, draft):  # noqa: F811
    address = create(citizen, draft, 10)["Location"]
    stranger = Client()
    sign_in_citizen(stranger, PersonFactory())

    assert stranger.head(address, headers=TUS).status_code == 404
    assert send(stranger, address, 0, b"x").status_code == 404
    assert stranger.delete(address, headers=TUS).status_code == 404
    assert create(stranger, draft, 10).status_code == 404
    assert citizen.delete(address, headers=TUS).status_code == 204
