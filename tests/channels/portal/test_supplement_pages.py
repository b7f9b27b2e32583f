"""From the officer's request to the applicant's answer, for what was filed online."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from motcua.apps.dossiers.models import Dossier
from motcua.apps.filing.models import DraftFile
from motcua.apps.organization.models import Account
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.values import CollectBy
from tests.channels.portal.test_filing_pages import begin, citizen, file, fill, person, world  # noqa: F401
from tests.factories.citizens import MembershipFactory, PersonFactory, sign_in_citizen
from tests.factories.filing import upload


def state_now():
    return decode_state(Dossier.objects.get().state)


@pytest.fixture
def filed(citizen, world):  # noqa: F811
    draft = begin(citizen, world)
    fill(citizen, draft)
    file(citizen, draft)
    return state_now()


@pytest.fixture
def asked(filed, world):  # noqa: F811
    request = c.RequestSupplement(
        lines=("Diện tích khác bản vẽ", "Bản vẽ mờ"), reason="Chưa khớp",
        fields=("dien_tich",), papers=("ban-ve",),
    )  # fmt: skip
    return world.do("reception", filed, request)


def test_the_answer_page_asks_just_what_was_named(citizen, asked):  # noqa: F811
    page = citizen.get(reverse("portal:my_supplement", args=[asked.id])).content.decode()

    assert "Diện tích khác bản vẽ" in page
    assert 'value="80"' in page
    assert "Loại nhà" not in page
    assert 'name="paper-ban-ve"' in page
    assert 'name="paper-don"' not in page
    mine = citizen.get(reverse("portal:my_dossiers")).content.decode()
    assert "Cần bạn làm: 1 hồ sơ" in mine
    assert reverse("portal:my_supplement", args=[asked.id]) in mine


def test_an_answer_that_lacks_a_paper_is_not_sent_and_stays_as_typed(citizen, asked):  # noqa: F811
    answer = citizen.post(
        reverse("portal:my_supplement", args=[asked.id]), {"act": "send", "dien_tich": "95"}
    )

    assert answer.status_code == 422
    assert 'value="95"' in answer.content.decode()
    assert state_now().open_round() is not None


def test_a_whole_answer_reaches_the_dossier_and_its_counter(citizen, asked, world):  # noqa: F811
    old = asked.application.papers[1].files
    sent = {
        "act": "send",
        "dien_tich": "95",
        "loai": "sua",
        "paper-ban-ve": upload("rõ hơn"),
        "note": "Đã đo lại",
    }
    answer = citizen.post(reverse("portal:my_supplement", args=[asked.id]), sent)

    assert answer.url == reverse("portal:my_dossier", args=[asked.id])
    state = state_now()
    assert state.open_round() is None
    assert state.application.answers["dien_tich"] == 95
    assert state.application.answers["loai"] == "moi"  # It was not asked for.
    assert state.application.papers[1].files != old
    assert not DraftFile.objects.filter(dossier_id=asked.id).exists()
    page = citizen.get(reverse("portal:my_dossier", args=[asked.id])).content.decode()
    assert "Bạn không phải làm gì lúc này" in page


@pytest.mark.parametrize(
    "name", ["my_dossier", "my_supplement", "my_withdrawal", "my_collection", "my_result"]
)
def test_nobody_else_gets_at_a_dossier(filed, world, name):  # noqa: F811
    follower = PersonFactory()
    stranger, officer = Client(), Client()
    sign_in_citizen(stranger, follower)
    officer.force_login(
        Account.objects.get(pk=world.accounts["reception"]),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    address = reverse(f"portal:{name}", args=[filed.id])

    for method in ("get", "post"):
        assert getattr(stranger, method)(address).status_code in {404, 405}
        assert getattr(officer, method)(address).status_code in {302, 405}  # To the sign-in of citizens.
    assert state_now() == filed


def test_a_member_without_the_right_to_follow_sees_nothing_of_a_company(world, client):  # noqa: F811
    boss = PersonFactory(proven=True)
    membership = MembershipFactory(person=boss, owner=True)
    key = f"company:{membership.company.pk}"
    sign_in_citizen(client, boss, acting_for=key)
    draft = begin(client, world)
    fill(client, draft)
    file(client, draft)
    state = state_now()
    assert state.owner == key
    clerk = MembershipFactory(company=membership.company, rights=["file"])
    other = Client()
    sign_in_citizen(other, clerk.person)

    assert client.get(reverse("portal:my_dossier", args=[state.id])).status_code == 200
    assert other.get(reverse("portal:my_dossier", args=[state.id])).status_code == 404


def test_files_are_given_to_their_owner_alone(citizen, filed):  # noqa: F811
    (sha256,) = filed.application.papers[1].files
    address = reverse("portal:my_file", args=[filed.id, sha256])

    assert citizen.get(address).content.startswith(b"%PDF")
    assert citizen.get(reverse("portal:my_file", args=[filed.id, "ab" * 32])).status_code == 404
    stranger = Client()
    sign_in_citizen(stranger, PersonFactory())
    assert stranger.get(address).status_code == 404


def test_what_was_declared_is_given_as_a_filled_form_to_its_owner_alone(citizen, filed):  # noqa: F811
    address = reverse("portal:my_form", args=[filed.id])

    answer = citizen.get(address)

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert filed.slip in text
    assert filed.application.applicant.name in text
    stranger = Client()
    sign_in_citizen(stranger, PersonFactory())
    assert stranger.get(address).status_code == 404


def test_an_applicant_withdraws_and_changes_how_the_result_comes(citizen, filed):  # noqa: F811
    citizen.post(reverse("portal:my_collection", args=[filed.id]), {"by": "post", "address": "Số 9 phố Nhuế"})
    assert state_now().application.collect_by is CollectBy.POST

    citizen.post(reverse("portal:my_withdrawal", args=[filed.id]), {"reason": "Nộp nhầm thủ tục"})
    assert state_now().stage is Stage.WITHDRAWAL_ASKED


def test_the_electronic_result_is_handed_over_by_being_fetched(citizen, filed, world):  # noqa: F811
    world.do("reception", filed, c.Accept())
    world.at_step("return", state_now())
    assert state_now().papers_at is None

    citizen.post(reverse("portal:my_result", args=[filed.id]))

    state = state_now()
    assert (state.stage, state.delivery.method) == (Stage.RETURNED, CollectBy.ELECTRONIC)
    citizen.post(reverse("portal:my_result", args=[filed.id]))  # A second press does nothing.
    assert state_now() == state


def test_what_was_given_before_can_be_used_again(citizen, filed, world):  # noqa: F811
    (sha256,) = filed.application.papers[1].files
    draft = begin(citizen, world)
    step = reverse("portal:draft_step", args=[draft, "giay-to"])
    assert sha256 in citizen.get(step).content.decode()

    citizen.post(step, {"act": "upload", "paper-ban-ve-again": sha256})
    assert DraftFile.objects.get().reused

    stranger = Client()
    sign_in_citizen(stranger, PersonFactory())
    theirs = begin(stranger, world)
    answer = stranger.post(
        reverse("portal:draft_step", args=[theirs, "giay-to"]),
        {"act": "upload", "paper-ban-ve-again": sha256},
    )
    assert answer.status_code == 422
    assert DraftFile.objects.count() == 1
