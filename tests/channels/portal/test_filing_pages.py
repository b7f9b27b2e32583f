"""Filing online, page by page, as a browser without scripts does it."""

import re
from uuid import UUID

import pytest
from django.urls import reverse

from motcua.apps.dossiers.models import Dossier
from motcua.apps.filing.models import DraftFile, FilingDraft
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.values import Channel, CollectBy, PaperSource
from tests.factories.citizens import PersonFactory, sign_in_citizen
from tests.factories.filing import OnlineWorld, upload


@pytest.fixture
def world(db, province, time_machine):
    world = OnlineWorld()
    time_machine.move_to(world.now, tick=False)
    return world


@pytest.fixture
def person(world):
    return PersonFactory(name="Đặng Thị Ngọc Ánh", phone="0912000318", proven=True)


@pytest.fixture
def citizen(client, person):
    sign_in_citizen(client, person)
    return client


def begin(citizen, world):
    answer = citizen.post(reverse("portal:file", args=[world.procedure.key]))
    return UUID(answer.url.rsplit("/", 1)[1])


def go(citizen, draft, slug, **sent):
    return citizen.post(reverse("portal:draft_step", args=[draft, slug]), {"act": "next", **sent})


def fill(citizen, draft, **changes):
    """Fill every page rightly, but for what `changes` says by slug."""
    pages = {
        "truong-hop": {"asked": "case", "case": "01"},
        "nguoi-nop": {"acting_for": FilingDraft.objects.get(pk=draft).acting_for, "phone": "0912000318"},
        "muc-1": {"ho_ten": "Đặng Thị Ngọc Ánh", "dien_thoai": "0912000318"},
        "muc-2": {
            "dien_tich": "80", "loai": "moi", "tang:rows": "2",
            "tang[0].ten_tang": "Trệt", "tang[0].dt_tang": "80",
            "tang[1].ten_tang": "Một", "tang[1].dt_tang": "70",
        },
        "giay-to": {"paper-ban-ve": upload()},
        "nhan-ket-qua": {"by": "electronic"},
    }  # fmt: skip
    for slug, sent in pages.items():
        answer = go(citizen, draft, slug, **{**sent, **changes.get(slug.replace("-", "_"), {})})
        assert answer.status_code == 302, (slug, answer.content.decode())
    return answer


def file(citizen, draft, **sent):
    return citizen.post(reverse("portal:draft_check", args=[draft]), {"declared": "1", **sent})


def test_a_dossier_is_filed_page_by_page(citizen, world, person):
    draft = begin(citizen, world)
    last = fill(citizen, draft)

    assert last.url.endswith("/xem-lai")
    review = citizen.get(last.url).content.decode()
    for words in ("Trệt", "150", "ban-ve.pdf"):
        assert words in review

    answer = file(citizen, draft)
    assert answer.url == reverse("portal:draft_done", args=[draft])
    state = decode_state(Dossier.objects.get().state)
    assert (state.channel, state.owner, state.case) == (Channel.ONLINE, f"citizen:{person.pk}", "01")
    assert state.application.answers["tong"] == 150
    assert state.application.answers["hinh_thuc_nhan"] == "dien_tu"
    assert state.application.collect_by is CollectBy.ELECTRONIC
    assert [(p.id, p.source, len(p.files), p.received) for p in state.application.papers] == [
        ("don", PaperSource.ELECTRONIC, 0, True),
        ("ban-ve", PaperSource.ELECTRONIC, 1, True),
    ]
    assert re.fullmatch(r"TT-[0-9A-Z]{4}-[0-9A-Z]{4}", state.slip)


def test_the_proof_says_the_number_and_until_when_the_counter_answers(citizen, world):
    draft = begin(citizen, world)
    fill(citizen, draft)
    file(citizen, draft)

    page = citizen.get(reverse("portal:draft_done", args=[draft])).content.decode()
    state = decode_state(Dossier.objects.get().state)
    assert state.slip in page
    assert "Bản vẽ thiết kế xây dựng" in page
    assert "03/11/2026" in page or "3/11" in page  # Monday 08:00 and eight working hours.

    pdf = citizen.get(reverse("portal:draft_proof", args=[draft]))
    assert pdf.content.startswith(b"%PDF")
    assert citizen.get(reverse("portal:draft_proof", args=[draft])).content == pdf.content


def test_filing_twice_leads_to_one_dossier(citizen, world):
    draft = begin(citizen, world)
    fill(citizen, draft)

    first, second = file(citizen, draft), file(citizen, draft)

    assert first.url == second.url
    assert Dossier.objects.count() == 1
    again = go(citizen, draft, "muc-2", dien_tich="1")
    assert again.url == reverse("portal:draft_done", args=[draft])


def test_what_is_missing_is_told_with_links_and_nothing_is_filed(citizen, world):
    draft = begin(citizen, world)

    answer = file(citizen, draft)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa có “Bản vẽ thiết kế xây dựng”" in page
    assert f"{reverse('portal:draft_step', args=[draft, 'giay-to'])}?ve=xem-lai#paper-ban-ve-row" in page
    assert "Diện tích (m²)" in page
    assert not Dossier.objects.exists()


def test_nothing_is_filed_without_the_declaration(citizen, world):
    draft = begin(citizen, world)
    fill(citizen, draft)

    answer = citizen.post(reverse("portal:draft_check", args=[draft]), {})

    assert answer.status_code == 422
    assert "Hãy đánh dấu ô cam đoan" in answer.content.decode()
    assert not Dossier.objects.exists()


def test_a_wrong_answer_stays_with_its_error_and_is_kept(citizen, world):
    draft = begin(citizen, world)

    answer = go(citizen, draft, "muc-2", dien_tich="tám mươi", loai="sua")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "tám mươi" in page
    assert "Số giấy phép cũ" in page  # Asked now that the answer makes it visible.
    assert "#q-dien_tich" in page


def test_questions_asked_elsewhere_are_not_asked_again(citizen, world):
    draft = begin(citizen, world)

    page = citizen.get(reverse("portal:draft_step", args=[draft, "muc-1"])).content.decode()

    assert "Hình thức nhận kết quả" not in page
    assert 'value="Đặng Thị Ngọc Ánh"' in page
    assert 'value="0912000318"' in page


def test_a_draft_goes_on_where_it_was_left(citizen, world):
    draft = begin(citizen, world)
    go(citizen, draft, "truong-hop", asked="case", case="01")

    assert citizen.get(reverse("portal:draft", args=[draft])).url.endswith("/nguoi-nop")
    mine = citizen.get(reverse("portal:my_dossiers") + "?xem=ban-nhap").content.decode()
    assert reverse("portal:draft", args=[draft]) in mine


@pytest.mark.parametrize("name", ["draft", "draft_check", "draft_done", "draft_proof"])
def test_a_draft_of_somebody_else_does_not_exist(client, citizen, world, name):
    draft = begin(citizen, world)
    sign_in_citizen(client, PersonFactory())

    assert client.get(reverse(f"portal:{name}", args=[draft])).status_code == 404


def test_a_file_that_is_not_what_it_says_is_refused_beside_its_paper(citizen, world):
    draft = begin(citizen, world)
    fake = upload(name="ban-ve.png")

    answer = go(citizen, draft, "giay-to", **{"paper-ban-ve": fake})

    assert answer.status_code == 422
    assert not DraftFile.objects.exists()


def test_a_file_can_be_taken_away_again(citizen, world):
    draft = begin(citizen, world)
    citizen.post(
        reverse("portal:draft_step", args=[draft, "giay-to"]), {"act": "upload", "paper-ban-ve": upload()}
    )
    sha256 = DraftFile.objects.get().sha256

    go(citizen, draft, "giay-to", act=f"drop:ban-ve:{sha256}")

    assert not DraftFile.objects.exists()


def test_my_dossier_is_shown_to_its_owner_alone(client, citizen, world):
    draft = begin(citizen, world)
    fill(citizen, draft)
    file(citizen, draft)
    state = decode_state(Dossier.objects.get().state)
    address = reverse("portal:my_dossier", args=[state.id])

    assert state.slip in citizen.get(address).content.decode()
    assert state.slip in citizen.get(reverse("portal:my_dossiers")).content.decode()
    sign_in_citizen(client, PersonFactory())
    assert client.get(address).status_code == 404
    assert state.slip not in client.get(reverse("portal:my_dossiers")).content.decode()
