"""The catalog in the hands of those who control procedures (R-A10, R-C39 to R-C41)."""

import re
from datetime import date

import pytest
from django.urls import reverse

from motcua.apps.catalog import queries
from motcua.apps.catalog.models import Offering, Procedure, ProcedureVersion, Status
from motcua.apps.catalog.values import searched_text
from tests.channels.office.officers import Screen, Screens
from tests.factories.dossiers import PROCEDURE, DossierWorld
from tests.factories.organization import AgencyFactory

pytestmark = pytest.mark.django_db
NEXT = {"since": "01/12/2026", "until": "", "decision": "15/QĐ-UBND", "reason": "Luật mới"}


@pytest.fixture
def world() -> DossierWorld:
    world = DossierWorld()
    Procedure.objects.update(search=searched_text(world.procedure))
    return world


@pytest.fixture
def control(world) -> Screen:
    return Screens(world).of_account(world.hire("procedure_control", "leaders"))


@pytest.fixture
def other(world) -> Screen:
    return Screens(world).of_account(world.hire("procedure_control", "leaders"))


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def first() -> ProcedureVersion:
    return ProcedureVersion.objects.get(procedure__key=PROCEDURE, number=1)


def begun(control) -> ProcedureVersion:
    control.post(url("procedure_begin", first().pk), NEXT)
    return ProcedureVersion.objects.get(number=2)


def fields_of(page) -> dict[str, list[str]]:
    """Return what a browser would send for the editor of a page: every input with its value."""
    text = page.content.decode()
    form = text[text.index('name="revision"') - 40 :]
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = _attribute(tag, "name"), _attribute(tag, "value")
        ticked = 'type="checkbox"' not in tag or " checked" in tag
        if name and ticked and name not in ("csrfmiddlewaretoken", "act"):
            sent.setdefault(name, []).append(value)
    for name, body in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>', form):
        sent[name] = [body]
    for name, body in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        sent[name] = re.findall(r'value="([^"]*)" selected', body) or [""]
    return sent


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found[1] if found else ""


def edited(control, version, section, act="save", **changes):
    address = url("procedure_edit", version.pk, section)
    sent = fields_of(control.get(address)) | {
        name.replace("__", "."): value for name, value in changes.items()
    }
    return control.post(address, {**sent, "act": act}, follow=True)


def test_procedures_are_found_without_marks_and_filtered(control):
    assert "Cấp giấy phép xây dựng" in control.read(url("procedures") + "?q=giay phep xay&level=commune")
    assert "Không có thủ tục nào khớp" in control.read(url("procedures") + "?q=khai sinh")
    assert "Không có thủ tục nào khớp" in control.read(url("procedures") + "?status=draft")
    assert "Không có thủ tục nào khớp" in control.read(url("procedures") + "?field=khong-co")
    agency = Offering.objects.get().competent_agency.key
    assert "Đang có hiệu lực" in control.read(url("procedures") + f"?agency={agency}&status=in_force&page=7")


@pytest.mark.parametrize("role", ["unit_admin", "specialist", "leader", "reception"])
def test_others_have_no_such_pages(world, role):
    screen = Screens(world).of_account(
        world.accounts[role] if role in world.accounts else world.hire(role, "leaders")
    )

    for address in (url("procedures"), url("procedure", PROCEDURE), url("procedure_edit", 1, "identity")):
        assert screen.get(address).status_code in (302, 403)
    assert screen.post(url("procedure_begin", first().pk), NEXT).status_code in (302, 403)
    assert ProcedureVersion.objects.count() == 1


def test_a_procedure_shows_its_versions_and_what_held_on_a_day(control):
    begun(control)

    text = control.read(url("procedure", PROCEDURE))
    assert "Bản 1, có hiệu lực ngày" in text
    assert "Sửa tiếp bản nháp 2" in text
    assert "5 ngày làm việc" in text
    assert "không có bản nào có hiệu lực" in control.read(url("procedure", PROCEDURE) + "?on=01/01/2000")
    assert control.get(url("procedure", "khong-co")).status_code == 404
    assert control.get(url("procedure_version", 99_999)).status_code == 404
    assert "Bản 1" in control.read(url("procedure_version", first().pk))


def test_a_draft_begins_with_day_decision_and_reason(control):
    refused = control.post(url("procedure_begin", first().pk), {**NEXT, "since": "hôm nào đó", "reason": ""})
    assert "hôm nào đó" in refused.content.decode()
    assert "Hãy điền “Lý do sửa đổi”." in refused.content.decode()

    version = begun(control)

    assert (version.valid_from, version.decision, version.reason) == (
        date(2026, 12, 1),
        "15/QĐ-UBND",
        "Luật mới",
    )


def test_a_second_draft_leads_to_the_first(control, other):
    version = begun(control)

    answer = other.post(url("procedure_begin", first().pk), NEXT, follow=True)

    assert answer.redirect_chain[-1][0] == url("procedure_edit", version.pk, "identity")
    assert "đang có bản nháp số 2" in answer.content.decode()


@pytest.mark.parametrize(
    "section", ["identity", "authority", "limits", "documents", "fees", "channels", "results", "law"]
)
def test_saving_a_page_unchanged_changes_nothing(control, section):
    version = begun(control)

    edited(control, version, section)

    before = dict(version.data)
    version.refresh_from_db()
    assert version.data == before


def test_a_paper_asked_for_only_in_a_case_does_not_become_required_by_saving(control):
    version = begun(control)
    paper = {"id": "ke", "name": "Cam kết", "originals": 1, "condition": "có nhà liền kề"}
    data = {**version.data, "documents": [*version.data["documents"], paper]}
    ProcedureVersion.objects.filter(pk=version.pk).update(data=data)

    edited(control, version, "documents")

    version.refresh_from_db()
    assert version.data == data


def test_parts_are_edited_and_kept(control):
    version = begun(control)

    edited(control, version, "identity", name="Cấp phép xây nhà", levels=["commune", "province"])
    edited(control, version, "limits", **{"allowance:amount": "3", "cutoff": "15:00"})
    edited(control, version, "channels", service__forms="on", service__online_filing="on")
    edited(control, version, "law", legal_basis="Luật A\n\nNghị định B")

    version.refresh_from_db()
    data = version.data
    assert (data["name"], data["levels"], data["allowance"], data["cutoff"]) == (
        "Cấp phép xây nhà", ["commune", "province"], {"working_days": 3}, "15:00",
    )  # fmt: skip
    assert data["service"] == {"information": True, "forms": True, "online_filing": True}
    assert data["legal_basis"] == ["Luật A", "Nghị định B"]
    assert version.revision == 4


def test_what_is_wrong_is_kept_and_told_beside_its_field(control):
    version = begun(control)

    answer = edited(control, version, "limits", **{"allowance:amount": "năm", "cutoff": "chiều"})

    text = answer.content.decode()
    assert 'value="năm"' in text
    assert 'value="chiều"' in text
    assert "“năm” chưa đúng. Hãy xem lại “Thời hạn giải quyết”." in text
    assert 'href="#f-allowance"' in text
    assert 'href="#f-cutoff"' in text
    assert "Chưa gửi duyệt được: 2 chỗ cần sửa" in control.read(url("procedure_review", version.pk))
    control.post(url("procedure_submit", version.pk))
    version.refresh_from_db()
    assert version.status == Status.DRAFT


def test_rows_are_added_moved_and_taken_away_with_everything_typed(control):
    version = begun(control)
    address = url("procedure_edit", version.pk, "documents")

    page = control.post(
        address, {**fields_of(control.get(address)), "documents[0].name": "Đơn sửa", "act": "add:documents"}
    )
    assert "Đơn sửa" in page.content.decode()
    assert "Điều bạn gõ chưa được lưu." in page.content.decode()
    sent = fields_of(page)
    assert sent["documents:rows"] == ["3"]
    page = control.post(
        address, {**sent, "documents[2].name": "Ảnh", "documents[2].copies": "2", "act": "up:documents[2]"}
    )
    sent = fields_of(page)
    assert sent["documents[1].name"] == ["Ảnh"]
    page = control.post(address, {**sent, "act": "drop:documents[2]"})
    control.post(address, {**fields_of(page), "act": "save"})

    version.refresh_from_db()
    assert [(one["id"], one["name"]) for one in version.data["documents"]] == [
        ("don", "Đơn sửa"),
        ("anh", "Ảnh"),
    ]
    assert version.data["documents"][1]["copies"] == 2


def test_a_blank_row_in_between_does_not_shift_the_one_that_is_dropped(control):
    version = begun(control)
    address = url("procedure_edit", version.pk, "documents")
    sent = fields_of(control.get(address))
    blank = {name: [""] for name in sent if name.startswith("documents[0].")}

    page = control.post(address, {**sent, **blank, "act": "drop:documents[1]"})

    assert fields_of(page)["documents:rows"] == ["1"]
    assert fields_of(page)["documents[0].name"] == [""]


def test_fees_have_their_basis_and_their_days(control):
    version = begun(control)
    edited(control, version, "fees", **{
        "fees[0].label": "Lệ phí", "fees[0].kind": "levy", "fees[0].amount_vnd": "75.000", "fees[0].basis": "NQ 01",
        "fees[0].valid_from": "31/02/2026", "fees[0].channels": ["counter"],
    })  # fmt: skip
    version.refresh_from_db()
    assert version.data["fees"][0]["valid_from"] == "31/02/2026"

    edited(control, version, "fees", **{"fees[0].valid_from": "01/12/2026"})

    version.refresh_from_db()
    assert version.data["fees"] == [
        {"label": "Lệ phí", "kind": "levy", "amount_vnd": 75_000, "channels": ["counter"], "basis": "NQ 01", "valid_from": "2026-12-01"}
    ]  # fmt: skip


def test_a_new_field_of_work_is_made_by_its_name(control):
    version = begun(control)

    edited(control, version, "identity", **{"field:new": "Nhà ở xã hội"})

    version.refresh_from_db()
    assert version.data["field"] == {"key": "nha-o-xa-hoi", "name": "Nhà ở xã hội"}


def test_two_officers_at_one_draft_are_told(control, other):
    version = begun(control)
    address = url("procedure_edit", version.pk, "identity")
    mine = fields_of(control.get(address))
    edited(other, version, "identity", name="Của người kia")

    answer = control.post(address, {**mine, "name": "Của tôi", "act": "save"})

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Của tôi" in text
    assert "đã lưu bản nháp này lúc" in text
    assert "Của người kia" in control.read(url("procedure_revisions", version.pk))
    version.refresh_from_db()
    assert version.data["name"] == "Của người kia"


def test_levels_are_shown_with_what_they_lack(control):
    version = begun(control)
    edited(control, version, "channels", service__forms="on")

    text = control.read(url("procedure_edit", version.pk, "channels"))

    assert "Mức 2: Có mẫu đơn để tải" in text
    assert "còn thiếu: Nộp hồ sơ trực tuyến" in text


def test_two_versions_stand_beside_each_other(control):
    version = begun(control)
    edited(control, version, "limits", **{"allowance:amount": "3"})

    text = control.read(url("procedure_comparison", first().pk, version.pk))

    assert "1 điểm khác nhau" in text
    assert "<del>5 ngày làm việc</del>" in text
    assert "<ins>3 ngày làm việc</ins>" in text
    assert (
        control.get(url("procedure_compare") + f"?before={first().pk}&after={version.pk}").status_code == 302
    )
    assert control.get(url("procedure_compare") + "?before=x&after=").status_code == 404


def test_the_review_says_what_follows_and_another_person_publishes(control, other, world):
    world.accepted()
    version = begun(control)
    edited(control, version, "limits", **{"allowance:amount": "3"})
    control.post(url("procedure_submit", version.pk))

    mine = control.read(url("procedure_review", version.pk))
    assert "Hồ sơ tiếp nhận từ 01/12/2026 theo bản này." in mine
    assert "1 hồ sơ đang giải quyết giữ nguyên bản đã tiếp nhận." in mine
    assert "dài hơn thời hạn mới" in mine
    assert "người khác phải duyệt" in mine
    control.post(url("procedure_publish", version.pk))
    version.refresh_from_db()
    assert version.status == Status.REVIEW

    other.post(url("procedure_publish", version.pk))

    version.refresh_from_db()
    assert version.status == Status.PUBLISHED
    assert queries.published_procedure(PROCEDURE, date(2026, 11, 30))[0] == 1
    assert queries.published_procedure(PROCEDURE, date(2026, 12, 1))[0] == 2
    assert "Duyệt và công bố" in control.read(url("procedure_journal", PROCEDURE))


def test_a_running_dossier_keeps_its_version_when_a_new_one_holds(control, other, world):
    state = world.accepted()
    version = begun(control)
    edited(control, version, "limits", **{"allowance:amount": "4"})
    control.post(url("procedure_submit", version.pk))
    other.post(url("procedure_publish", version.pk))

    world.later(days=30)
    later = world.accepted()

    assert (state.procedure_version, later.procedure_version) == (1, 2)
    assert (state.allowance.amount, later.allowance.amount) == (5, 4)


def test_a_reviewer_gives_it_back_with_what_to_change(control, other):
    version = begun(control)
    control.post(url("procedure_submit", version.pk))

    refused = other.post(url("procedure_return", version.pk), {"remarks": ""})
    assert (refused.status_code, "Hãy điền “Cần sửa gì”." in refused.content.decode()) == (422, True)
    other.post(url("procedure_return", version.pk), {"remarks": "Thiếu căn cứ phí"})

    assert "Thiếu căn cứ phí" in control.read(url("procedure_edit", version.pk, "identity"))


def test_what_is_published_has_no_editor(control):
    for name in ("procedure_validity", "procedure_drop", "procedure_form"):
        assert control.get(url(name, first().pk)).status_code == 404
    assert control.get(url("procedure_edit", first().pk, "identity")).status_code == 404
    assert control.get(url("procedure_edit", begun(control).pk, "khong-co")).status_code == 404


def test_a_published_version_is_withdrawn_before_its_day(control, other):
    version = begun(control)
    control.post(url("procedure_submit", version.pk))
    other.post(url("procedure_publish", version.pk))

    assert "sẽ không có hiệu lực từ 01/12/2026" in control.read(url("procedure_withdraw", version.pk))
    control.post(url("procedure_withdraw", version.pk), {"reason": "Luật lùi ngày"})

    version.refresh_from_db()
    assert version.status == Status.WITHDRAWN
    refused = control.post(url("procedure_withdraw", first().pk), {"reason": "Nhầm"})
    assert "không thu hồi được" in refused.content.decode()
    assert control.get(url("procedure_withdraw", version.pk)).status_code == 404


def test_a_procedure_is_given_up_from_a_day(control, world):
    world.accepted()
    assert "1 hồ sơ đang giải quyết" in control.read(url("procedure_end", PROCEDURE))

    control.post(url("procedure_end", PROCEDURE), {"on": "01/01/2027", "decision": "9/QĐ-UBND"})

    row = first()
    assert (row.valid_to, row.end_decision) == (date(2027, 1, 1), "9/QĐ-UBND")
    refused = control.post(url("procedure_end", PROCEDURE), {"on": "01/01/2000", "decision": "9"})
    assert "không có bản nào có hiệu lực" in refused.content.decode()
    assert control.get(url("procedure_end", "khong-co")).status_code == 404


def test_a_draft_is_given_another_day(control):
    version = begun(control)
    refused = control.post(
        url("procedure_validity", version.pk), {**NEXT, "until": "01/11/2026", "revision": "0"}
    )
    assert "Ngày hết hiệu lực phải sau ngày có hiệu lực." in refused.content.decode()

    control.post(url("procedure_validity", version.pk), {**NEXT, "since": "07/12/2026", "revision": "0"})

    version.refresh_from_db()
    assert version.valid_from == date(2026, 12, 7)
    stale = control.post(url("procedure_validity", version.pk), {**NEXT, "revision": "0"})
    assert "đã lưu bản nháp này lúc" in stale.content.decode()


def test_a_draft_is_thrown_away_after_a_warning(control):
    version = begun(control)
    assert "sẽ mất và không lấy lại được" in control.read(url("procedure_drop", version.pk))

    control.post(url("procedure_drop", version.pk))

    assert ProcedureVersion.objects.count() == 1


def test_a_procedure_is_copied(control):
    data = {**NEXT, "name": "Cấp phép xây chuồng trại", "key": PROCEDURE}
    assert (
        "đã dùng hoặc chưa đúng dạng"
        in control.post(url("procedure_copy", first().pk), data).content.decode()
    )

    control.post(url("procedure_copy", first().pk), {**data, "key": "chuong-trai"})

    assert Procedure.objects.get(key="chuong-trai").name == "Cấp phép xây chuồng trại"
    assert "Chưa công bố" in control.read(url("procedures") + "?q=chuong trai")
    draft = ProcedureVersion.objects.get(procedure__key="chuong-trai")
    answer = control.post(url("procedure_drop", draft.pk))
    assert answer.url == url("procedures")


def test_agencies_take_a_procedure_on_and_give_it_up(control, world):
    agency = AgencyFactory(kind="department", name="Sở Xây dựng Mẫu")
    address = url("procedure_offers", PROCEDURE)
    sent = {"agency": agency.key, "received_at": ["any_commune"], "since": "01/12/2026", "until": ""}

    control.post(address, sent)
    assert "đã thực hiện thủ tục trong thời gian đó" in control.post(address, sent).content.decode()
    assert "Sở Xây dựng Mẫu" in control.read(address)
    offer = Offering.objects.get(competent_agency=agency)
    end = url("procedure_offer_end", PROCEDURE, offer.pk)
    assert "hồ sơ đang giải quyết vẫn ở đó" in control.read(end)
    assert "phải sau ngày bắt đầu" in control.post(end, {"on": "01/12/2026"}).content.decode()
    control.post(end, {"on": "01/01/2027"})

    offer.refresh_from_db()
    assert offer.valid_to == date(2027, 1, 1)
    assert control.get(url("procedure_offer_end", PROCEDURE, 99_999)).status_code == 404
    assert control.get(url("procedure_offers", "khong-co")).status_code == 404


def form_act(control, version, act, **more):
    version.refresh_from_db()
    sent = {"revision": version.revision, "act": act, **more}
    return control.post(url("procedure_form", version.pk), sent, follow=True)


def with_form(control) -> ProcedureVersion:
    version = begun(control)
    form_act(control, version, "add_section", title="Người đề nghị")
    form_act(control, version, "add_field:0", label="Họ và tên", type="text")
    form_act(control, version, "add_field:0", label="Có nhà liền kề", type="boolean")
    form_act(control, version, "add_field:0", label="Số tầng", type="integer")
    version.refresh_from_db()
    return version


def field_saved(control, version, place, act="save", **changes):
    address = url("procedure_form_field", version.pk, 0, place)
    return control.post(address, {**fields_of(control.get(address)), **changes, "act": act}, follow=True)


def test_a_form_is_made_of_sections_and_fields(control):
    version = with_form(control)

    form_act(control, version, "up_field:0.2")
    form_act(control, version, "drop_field:0.2")
    form_act(control, version, "add_section", title="Người đề nghị")
    form_act(control, version, "add_field:1", label="99 thứ khác", type="money")
    form_act(control, version, "rename_section:1", title="Tiền")
    form_act(control, version, "up_section:1")

    version.refresh_from_db()
    sections = version.data["form"]["sections"]
    assert [(one["id"], one["title"]) for one in sections] == [
        ("nguoi_de_nghi_1", "Tiền"), ("nguoi_de_nghi", "Người đề nghị"),
    ]  # fmt: skip
    assert [field["name"] for one in sections for field in one["fields"]] == [
        "o_99_thu_khac",
        "ho_va_ten",
        "so_tang",
    ]
    form_act(control, version, "drop_section:0")
    form_act(control, version, "drop_section:0")
    version.refresh_from_db()
    assert "form" not in version.data


def test_a_field_has_conditions_rules_and_choices(control):
    version = with_form(control)
    field_saved(control, version, 0, required="on", maxlen="40")
    field_saved(control, version, 2, visible_when="co_nha_lien_ke = đúng", min="1", max="2,5")
    page = field_saved(control, version, 1, act="add:choices", type="radio")
    assert "Lựa chọn" in page.content.decode()
    field_saved(control, version, 1, type="radio", **{
        "choices:rows": "1", "choices[0].value": "co", "choices[0].label": "Có",
    })  # fmt: skip

    version.refresh_from_db()
    name, choice, number = version.data["form"]["sections"][0]["fields"]
    assert (name["required"], name["maxlen"]) == (True, 40)
    assert choice["choices"] == [{"value": "co", "label": "Có"}]
    assert (number["visible_when"], number["min"], number["max"]) == (
        {"field": "co_nha_lien_ke", "in": [True]}, 1, "2.5",
    )  # fmt: skip
    assert 'value="co_nha_lien_ke = đúng"' in control.read(url("procedure_form_field", version.pk, 0, 2))


def test_what_is_wrong_with_a_field_is_told_as_typed_and_when_saved(control):
    version = with_form(control)
    address = url("procedure_form_field", version.pk, 0, 2)
    sent = {
        **fields_of(control.get(address)),
        "visible_when": "khong_co = 1",
        "rule": "so_tang<=khong_co",
        "min": "một",
    }

    typed = control.post(url("procedure_form_check", version.pk, 0, 2), sent).content.decode()
    assert "“khong_co” phải là tên của một ô đứng trước." in typed
    assert "“một” chưa phải là số." in typed
    version.refresh_from_db()
    assert "rule" not in version.data["form"]["sections"][0]["fields"][2]

    text = control.post(address, {**sent, "act": "save"}, follow=True).content.decode()
    assert 'value="khong_co = 1"' in text
    assert 'href="#f-visible-when"' in text
    assert "chỗ cần sửa" in control.read(url("procedure_form", version.pk))
    right = control.post(
        url("procedure_form_check", version.pk, 0, 0),
        fields_of(control.get(url("procedure_form_field", version.pk, 0, 0))),
    )
    assert "Chưa thấy lỗi." in right.content.decode()


def test_columns_keep_what_the_page_does_not_ask(control):
    version = with_form(control)
    sections = version.data["form"]["sections"]
    sections[0]["fields"].append({
        "name": "bang", "label": "Bảng", "type": "table",
        "columns": [{"name": "loai", "label": "Loại", "type": "select", "choices": [{"value": "a", "label": "A"}]}],
    })  # fmt: skip
    ProcedureVersion.objects.filter(pk=version.pk).update(data=version.data)

    field_saved(control, version, 3, **{"columns[0].label": "Loại nhà"})

    version.refresh_from_db()
    column = version.data["form"]["sections"][0]["fields"][3]["columns"][0]
    assert column == {
        "name": "loai",
        "label": "Loại nhà",
        "type": "select",
        "choices": [{"value": "a", "label": "A"}],
    }
    assert "Loại nhà" in control.read(url("procedure_form", version.pk))


def test_what_is_not_in_the_form_is_not_found(control):
    version = with_form(control)

    assert control.get(url("procedure_form_field", version.pk, 0, 9)).status_code == 404
    assert form_act(control, version, "drop_field:0.9").status_code == 404
    assert form_act(control, version, "khac").status_code == 404


def test_two_officers_at_one_form_are_told(control, other):
    version = with_form(control)
    address = url("procedure_form_field", version.pk, 0, 0)
    mine = fields_of(control.get(address))
    field_saved(other, version, 0, label="Tên người kia")

    answer = control.post(address, {**mine, "label": "Tên tôi", "act": "save"})
    assert (answer.status_code, "Tên tôi" in answer.content.decode()) == (409, True)
    stale = control.post(url("procedure_form", version.pk), {"revision": "0", "act": "drop_section:0"})
    assert stale.status_code == 409


def test_a_form_is_tried_as_the_citizen_sees_it(control):
    version = with_form(control)
    field_saved(control, version, 0, required="on")
    field_saved(control, version, 2, visible_when="co_nha_lien_ke = đúng", required="on")
    address = url("procedure_preview", version.pk)

    assert "Số tầng" not in control.read(address)
    shown = control.post(address, {"co_nha_lien_ke": "true", "act": "refresh"}).content.decode()
    assert "Số tầng" in shown
    refused = control.post(
        address, {"co_nha_lien_ke": "true", "so_tang": "ba", "act": "check"}
    ).content.decode()
    assert "Biểu mẫu từ chối 2 chỗ" in refused
    assert 'value="ba"' in refused
    assert "Biểu mẫu nhận mọi điều đã điền." in control.post(address, {"act": "good"}).content.decode()
    assert "Biểu mẫu từ chối" in control.post(address, {"act": "bad"}).content.decode()
    assert control.get(url("procedure_preview", first().pk)).status_code == 404
