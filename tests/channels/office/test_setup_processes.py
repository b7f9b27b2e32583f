"""The process designer: who opens it, the table that keeps what was typed, findings, review, files in and out."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from motcua.apps.catalog import processes
from motcua.apps.catalog.models import Procedure
from motcua.channels.office.setup.processes import table
from motcua.domain.spreadsheets import Sheet, read_xlsx, write_xlsx
from motcua.domain.workflow.bpmn import FindingCode, read_bpmn
from motcua.domain.workflow.definition import Switches
from motcua.domain.workflow.drafting import COLUMNS
from motcua.ui import process_words
from motcua.ui.process_words import number
from tests.channels.office.officers import Screens
from tests.domain.workflow.process_sketches import sketch, with_step
from tests.domain.workflow.test_bpmn_foreign import MODELS
from tests.factories.dossiers import DossierWorld
from tests.factories.organization import AccountFactory, AssignmentFactory

pytestmark = pytest.mark.django_db

PLACE = "/office/setup/processes/"
TYPED = {"since": "01/12/2026", "until": "", "decision": "15/QĐ-UBND", "reason": "Gọn hơn"}


class Desk:
    """A control officer at the screen, and another one to review."""

    def __init__(self, world, role="procedure_control"):
        self.world, self.key = world, world.procedure.key
        account = AccountFactory(full_name="Trịnh Thị Bích Ngọc")
        AssignmentFactory(account=account, unit=world.units["leaders"], role=role)
        self.screen = Screens(world).of_account(account.pk)

    def get(self, path="", **query):
        return self.screen.get(PLACE + path, query)

    def post(self, path, data, **more):
        return self.screen.post(PLACE + path, data, **more)

    def begin(self, source="department", **changes):
        response = self.post(f"{self.key}/begin/", {"source": source, **TYPED, **changes})
        assert response.status_code == 302, response.content.decode()
        self.draft = processes.versions_of(self.key)[0]
        return self.draft.id

    def form(self, process=None, **changes):
        """Return what the browser would send of the table that shows a process."""
        found = processes.detail(self.draft.id)
        return posted(table.of_process(process or found.process), revision=found.line.revision) | changes

    def design(self, data):
        return self.post(f"versions/{self.draft.id}/design/", data)

    def now(self):
        return processes.detail(self.draft.id)


def posted(typed, *, revision):
    data = {"revision": revision, "start": typed.start, "steps": len(typed.steps)}
    for place, step in enumerate(typed.steps):
        row = f"s{place}"
        data |= {
            f"{row}-id": step.id, f"{row}-name": step.name, f"{row}-unit": step.unit, f"{row}-role": step.role,
            f"{row}-amount": step.amount, f"{row}-time_unit": step.time_unit, f"{row}-stage": step.stage,
            f"{row}-switch": sorted(step.switches), f"{row}-flag": sorted(step.flags),
            f"{row}-produces": step.produces, f"{row}-actions": len(step.actions),
        }  # fmt: skip
        for number_, action in enumerate(step.actions):
            data |= {
                f"{row}-a{number_}-{name}": value
                for name, value in (
                    ("id", action.id), ("label", action.label), ("target", [*action.targets, ""]),
                    ("kind", action.kind), ("outcome", action.outcome), ("when", action.when),
                )
            }  # fmt: skip
    return data


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def world():
    return DossierWorld()


@pytest.fixture
def desk(world):
    return Desk(world)


def typed_of(data):
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, value if isinstance(value, list) else [str(value)])
    return table.of_form(query)


def test_those_who_control_procedures_find_processes_and_nobody_else_does(world, desk):
    assert "Quy trình" in words_of(desk.get())
    assert Screens(world).of("specialist").get(PLACE).status_code == 403
    assert Screens(world).of("specialist").get(f"{PLACE}{world.procedure.key}/").status_code == 403


def test_a_procedure_is_found_without_marks(desk):
    name = processes.name_of(desk.key)
    Procedure.objects.filter(key=desk.key).update(search="cap giay phep xay dung nha o rieng le")

    assert name in words_of(desk.get(q="xay dung"))
    assert name not in words_of(desk.get(q="ho chieu"))
    assert name not in words_of(desk.get(status="none"))


def test_the_process_in_force_is_shown_with_picture_and_steps(desk):
    page = desk.get(f"{desk.key}/")

    assert page.status_code == 200
    assert "<svg" in page.content.decode()
    assert "Đang dùng bản 1" in words_of(page)


@pytest.mark.parametrize(
    "path", ["khong-co/", "khong-co/begin/", "khong-co/journal/", "versions/999999/", "compare/"]
)
def test_what_does_not_exist_is_not_found(desk, path):
    assert desk.get(path).status_code == 404


def test_a_draft_begins_with_what_the_newest_version_says(desk):
    desk.begin("current")
    newest = processes.versions_of(desk.key)[1]

    assert desk.now().process.steps == processes.detail(newest.id).process.steps


@pytest.mark.parametrize("source", ["department", "province", "commune", "land_office", "immediate"])
def test_a_draft_begins_with_a_usual_chain_that_fills_the_limit(desk, source):
    version_id = desk.begin(source)
    page = desk.get(f"versions/{version_id}/design/")

    assert page.status_code == 200
    assert "Quy trình đi được đến đích" in words_of(page)
    assert "Vừa đủ hạn luật định" in words_of(page)
    assert desk.now().line.valid_from == date(2026, 12, 1)


def test_a_draft_without_a_reason_is_not_begun_and_nothing_typed_is_lost(desk):
    page = desk.post(f"{desk.key}/begin/", {"source": "current", **TYPED, "reason": ""})

    assert page.status_code == 422
    assert "15/QĐ-UBND" in page.content.decode()
    assert processes.versions_of(desk.key)[0].number == 1


def test_a_second_draft_leads_to_the_first(desk):
    version_id = desk.begin()

    response = desk.post(f"{desk.key}/begin/", {"source": "current", **TYPED})

    assert response.url == f"{PLACE}versions/{version_id}/"


def test_the_table_of_any_process_comes_back_as_the_same_process():
    process = sketch({"a": "b+c", "b": "j <a", "c": "j", "j": "end"}, joins="j")
    process = with_step(
        process, "b", automatic=True, excluded_from_limit=True, produces=("Tờ trình", "Dự thảo")
    )
    process = with_step(process, "c", switches=Switches.of("must_sign", "may_stop"))

    typed = typed_of(posted(table.of_process(process), revision=0))

    assert table.process_of(typed, key="p", version=1) == (process, {})


def test_saving_the_table_saves_the_draft(desk):
    desk.begin()
    response = desk.design(
        desk.form() | {"s1-name": "Giao việc", "s1-amount": "2,25", "s1-time_unit": "working"}
    )

    assert response.status_code == 302
    step = desk.now().process.steps[1]
    assert (step.name, step.time.amount_minutes) == ("Giao việc", 135)


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        ("s0-name", "", "Hãy ghi tên bước."),
        ("s0-amount", "ít", "Hãy ghi một số từ 0 trở lên"),
        ("s0-amount", "-1", "Hãy ghi một số từ 0 trở lên"),
        ("s0-amount", "nan", "Hãy ghi một số từ 0 trở lên"),
        ("s0-unit", "", "Hãy chọn đơn vị."),
        ("s0-role", "", "Hãy chọn vai trò."),
        ("s0-stage", "99", "Hãy chọn trạng thái."),
        ("s0-a0-label", "", "Hãy ghi tên hướng chuyển."),
    ],
)
def test_a_wrong_cell_is_told_at_its_input_and_nothing_typed_is_lost(desk, cell, value, told):
    desk.begin()
    page = desk.design(desk.form() | {"s1-name": "Điều vừa gõ", cell: value})

    assert page.status_code == 422
    assert told in words_of(page)
    assert "Điều vừa gõ" in page.content.decode()
    assert desk.now().line.revision == 0


def test_an_empty_table_is_not_saved(desk):
    desk.begin()

    page = desk.design({"revision": 0, "steps": "0", "act": "save"})

    assert page.status_code == 422


def ids(typed):
    return [step.id for step in typed.steps]


def test_rows_are_added_moved_and_removed_by_buttons():
    typed = table.of_process(sketch({"a": "b", "b": "c", "c": "end"}))

    assert ids(table.changed(typed, "add")) == ["a", "b", "c", "step_1"]
    assert ids(table.changed(typed, "add-0")) == ["a", "step_1", "b", "c"]
    assert ids(table.changed(typed, "up-2")) == ["a", "c", "b"]
    assert ids(table.changed(typed, "up-0")) == ["a", "b", "c"]
    assert ids(table.changed(typed, "down-0")) == ["b", "a", "c"]
    assert ids(table.changed(typed, "down-2")) == ["a", "b", "c"]
    assert ids(table.changed(typed, "remove-1")) == ["a", "c"]


def test_ways_out_are_added_and_dropped_by_buttons():
    typed = table.of_process(sketch({"a": "b", "b": "end"}))
    more = table.changed(typed, "action-0")

    assert [action.id for action in more.steps[0].actions] == ["b", "action_1"]
    assert [action.id for action in table.changed(more, "drop-0-0").steps[0].actions] == ["action_1"]


@pytest.mark.parametrize("act", ["save", "submit", "up", "up-x", "drop-1", "up-1-2-3", "explode-1"])
def test_other_buttons_are_not_the_tables(act):
    assert table.changed(table.of_process(sketch({"a": "b", "b": "end"})), act) is None


def test_a_button_for_a_row_that_is_gone_changes_nothing():
    typed = table.of_process(sketch({"a": "b", "b": "end"}))

    assert table.changed(typed, "remove-9") == typed


def test_changing_rows_saves_nothing_and_says_so(desk):
    desk.begin()
    page = desk.design(desk.form() | {"s0-name": "Vừa gõ", "act": "add"})

    assert page.status_code == 200
    assert "chưa được lưu" in words_of(page)
    assert "Vừa gõ" in page.content.decode()
    assert desk.now().line.revision == 0


def test_a_step_that_nothing_leads_to_is_found_while_typing_and_stops_the_review(desk):
    """R-A60, R-A61"""
    desk.begin()
    lonely = replace(desk.now().process.steps[1], id="lonely", name="Không ai đến")
    process = desk.now().process
    data = desk.form(replace(process, steps=(*process.steps, lonely)))

    checked = desk.post(f"versions/{desk.draft.id}/check/", data)
    assert "Không có đường nào đến bước này." in words_of(checked)
    assert 'hx-swap-oob="true"' in checked.content.decode()

    sent = desk.design(data | {"act": "submit"})
    assert sent.url == f"{PLACE}versions/{desk.draft.id}/design/"
    assert desk.now().line.status == "draft"
    assert "Chưa gửi duyệt được" in words_of(desk.get(f"versions/{desk.draft.id}/design/"))


def test_a_dead_end_is_shown_with_the_dates_of_a_dossier_and_a_way_to_mend_it(desk):
    desk.begin()
    process = desk.now().process
    second = process.steps[1]
    stuck = with_step(process, second.id, actions=())

    page = desk.post(f"versions/{desk.draft.id}/check/", desk.form(stuck))

    assert f"Bước 2 {second.name.partition(',')[0]}" in words_of(page)
    assert 'value="action-1"' in page.content.decode()


def test_steps_that_take_too_long_are_shown_against_the_limit(desk):
    """R-A61"""
    desk.begin()
    page = desk.post(f"versions/{desk.draft.id}/check/", desk.form() | {"s0-amount": "9999"})

    assert "Vượt hạn luật định" in words_of(page)
    assert "Tổng thời gian các bước vượt thời hạn của thủ tục." in words_of(page)


def test_a_wrong_cell_is_told_while_typing(desk):
    desk.begin()
    page = desk.post(f"versions/{desk.draft.id}/check/", desk.form() | {"s0-amount": "ít"})

    assert "Còn 1 ô chưa điền đúng" in words_of(page)


def test_what_somebody_else_saved_is_not_overwritten_and_nothing_typed_is_lost(world, desk):
    desk.begin()
    old = desk.form() | {"s0-name": "Của tôi"}
    other = Desk(world)
    other.draft = desk.draft
    other.design(other.form() | {"s0-name": "Của người khác"})

    page = desk.design(old)

    assert page.status_code == 409
    assert "Của tôi" in page.content.decode()
    assert desk.now().process.steps[0].name == "Của người khác"


def test_a_process_goes_from_draft_to_publication_by_two_people(world, desk):
    desk.begin()
    desk.design(desk.form() | {"s1-name": "Giao việc", "act": "submit"})
    path = f"versions/{desk.draft.id}/"
    assert "người khác phải duyệt" in words_of(desk.get(path))
    assert desk.post(path + "publish/", {}).url == PLACE + path

    other = Desk(world)
    assert "Giao việc" in words_of(other.get(path))
    assert "điểm khác bản 1" in words_of(other.get(path))
    assert other.post(path + "publish/", {}).url == f"{PLACE}{desk.key}/"
    assert desk.now().line.status == "published"
    assert "Duyệt và công bố" in words_of(desk.get(f"{desk.key}/journal/"))


def test_a_reviewer_gives_it_back_with_what_to_mend(world, desk):
    desk.begin()
    desk.design(desk.form() | {"act": "submit"})
    path, other = f"versions/{desk.draft.id}/", Desk(world)

    assert other.post(path + "return/", {"remarks": ""}).status_code == 422
    other.post(path + "return/", {"remarks": "Bước 2 quá dài"})

    assert "Bước 2 quá dài" in words_of(desk.get(path + "design/"))


def test_an_unsound_process_that_came_to_review_is_refused_with_its_reasons(world, desk):
    desk.begin()
    process = desk.now().process
    lonely = replace(process.steps[1], id="lonely")
    desk.design(desk.form(replace(process, steps=(*process.steps, lonely))))
    from motcua.apps.catalog import operations
    from motcua.domain.access import Actor

    operations.submit_process(version_id=desk.draft.id, actor=Actor.system("test"), at=world.now)

    page = Desk(world).post(f"versions/{desk.draft.id}/publish/", {})

    assert page.status_code == 422
    assert "Không có đường nào đến bước này." in words_of(page)


def test_a_published_process_is_taken_back_before_its_day(world, desk):
    desk.begin()
    desk.design(desk.form() | {"act": "submit"})
    path = f"versions/{desk.draft.id}/"
    assert desk.get(path + "withdraw/").status_code == 404
    Desk(world).post(path + "publish/", {})

    assert desk.post(path + "withdraw/", {"reason": ""}).status_code == 422
    desk.post(path + "withdraw/", {"reason": "Chưa tập huấn"})

    assert desk.now().line.status == "withdrawn"


def test_a_draft_is_thrown_away_once_that_is_sure(desk):
    version_id = desk.begin()
    path = f"versions/{version_id}/drop/"

    assert "mất hẳn" in words_of(desk.get(path))
    assert desk.post(path, {}).status_code == 422
    desk.post(path, {"sure": "on"})

    assert desk.get(f"versions/{version_id}/").status_code == 404


def test_from_when_it_holds_is_changed_while_it_is_a_draft(desk):
    version_id = desk.begin()
    path = f"versions/{version_id}/validity/"

    assert desk.post(path, {**TYPED, "until": "01/11/2026", "revision": 0}).status_code == 422
    desk.post(path, {**TYPED, "since": "15/12/2026", "revision": 0})

    assert desk.now().line.valid_from == date(2026, 12, 15)


def test_acts_of_drafts_are_not_offered_for_what_is_published(desk):
    version_id = processes.versions_of(desk.key)[0].id

    assert desk.get(f"versions/{version_id}/design/").url == f"{PLACE}versions/{version_id}/"
    for act in ("drop", "validity", "import"):
        assert desk.get(f"versions/{version_id}/{act}/").status_code == 404


def test_two_versions_stand_beside_each_other(desk):
    first = processes.versions_of(desk.key)[0].id
    second = desk.begin()
    process = desk.now().process
    fewer = replace(process, steps=process.steps[:1] + process.steps[2:])
    added = replace(process.steps[1], id="new", name="Bước mới")
    desk.design(desk.form(replace(fewer, steps=(*fewer.steps, added))))

    chosen = desk.get("compare/", before=first, after=second)
    page = words_of(desk.get(f"compare/{first}/{second}/"))

    assert chosen.url == f"{PLACE}compare/{first}/{second}/"
    assert "thêm bước" in page
    assert "bỏ bước" in page
    assert "Hai bản giống nhau" in words_of(desk.get(f"compare/{first}/{first}/"))


def test_a_trial_walks_the_chosen_way_with_real_dates(desk):
    version_id = processes.versions_of(desk.key)[0].id
    path = f"versions/{version_id}/trial/"

    assert "Về đến đích" in words_of(desk.get(path))
    assert "ngày" in words_of(desk.get(path, on="30/11/2026"))
    process = processes.detail(version_id).process
    place, step = next(
        (n, s) for n, s in enumerate(process.steps) if any(a.kind == "return" for a in s.actions)
    )
    back = next(action for action in step.actions if action.kind == "return")
    assert back.label in words_of(desk.get(path, **{f"way-{place}": back.id}))


def test_a_trial_of_an_unsound_process_says_that_it_does_not_arrive(desk):
    version_id = desk.begin()
    process = desk.now().process
    desk.design(desk.form(with_step(process, process.steps[1].id, actions=())))

    assert "Không về đến đích" in words_of(desk.get(f"versions/{version_id}/trial/", on="31/12/2199"))


def test_a_version_is_taken_along_as_bpmn_and_as_a_picture(desk):
    version_id = processes.versions_of(desk.key)[0].id
    model = desk.get(f"versions/{version_id}/model.bpmn")
    picture = desk.get(f"versions/{version_id}/picture.svg")

    assert read_bpmn(model.content).process == processes.detail(version_id).process
    assert picture["Content-Type"].startswith("image/svg+xml")
    assert picture.content.lstrip().startswith(b"{#") is False


def upload(name, data):
    return {"file": SimpleUploadedFile(name, data)}


def taken(desk, page):
    kept = re.search(r'name="kept" value="([^"]+)"', page.content.decode())
    assert kept, words_of(page)
    return desk.post(f"versions/{desk.draft.id}/import/", {"kept": kept[1]})


def test_a_strangers_model_is_shown_with_what_was_not_understood_then_taken(desk):
    desk.begin()
    page = desk.post(
        f"versions/{desk.draft.id}/import/", upload("x.bpmn", (MODELS / "consultation.bpmn").read_bytes())
    )

    assert "Không hiểu phần “boundaryEvent” nên bỏ qua." in words_of(page)
    assert desk.now().line.revision == 0
    taken(desk, page)
    assert [step.id for step in desk.now().process.steps][:2] == ["T_receive", "T_check"]
    assert desk.now().process.id == desk.key


def test_a_step_table_is_shown_then_taken(desk):
    desk.begin()
    sample = desk.get("steps.xlsx").content
    assert read_xlsx(sample)[0].rows[0] == tuple(COLUMNS.values())

    page = desk.post(f"versions/{desk.draft.id}/import/", upload("buoc.xlsx", sample))

    assert "Đọc được 7 bước" in words_of(page)
    taken(desk, page)
    assert len(desk.now().process.steps) == 7


def test_wrong_cells_of_a_step_table_are_named_by_row_and_column(desk):
    desk.begin()
    sheet = Sheet("x", (tuple(COLUMNS.values()), ("Tiếp nhận", "Một cửa", "", "ít lâu", "", "")))

    page = desk.post(f"versions/{desk.draft.id}/import/", upload("x.xlsx", write_xlsx([sheet])))

    assert page.status_code == 422
    assert "Dòng 2, cột Thời gian" in words_of(page)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"<!DOCTYPE a><a/>", "DOCTYPE"),
        (b"<a/>", "không có quy trình BPMN"),
        (b"khong;phai;bang", "Bảng thiếu các cột"),
        (b"\xff\x00", "Không đọc được bảng"),
    ],
)
def test_a_file_that_is_neither_is_refused_with_the_reason(desk, data, told):
    desk.begin()
    page = desk.post(f"versions/{desk.draft.id}/import/", upload("x", data))

    assert page.status_code == 422
    assert told in words_of(page)


def test_what_was_read_is_not_taken_when_somebody_changed_it(desk):
    desk.begin()

    response = desk.post(f"versions/{desk.draft.id}/import/", {"kept": "bịa"})

    assert response.url == f"{PLACE}versions/{desk.draft.id}/import/"
    assert desk.now().line.revision == 0


def test_everything_that_can_be_found_or_switched_has_words():
    assert set(process_words.FINDINGS) == {code.value for code in FindingCode}
    assert set(process_words.MAY) | set(process_words.MUST) == set(Switches.__dataclass_fields__)
    assert set(process_words.SHORT) <= set(process_words.MAY) | set(process_words.MUST)


@pytest.mark.parametrize(("value", "words"), [(2.25, "2,25"), (4, "4"), (0, "0"), (100 / 60, "1,6667")])
def test_numbers_are_written_as_people_do(value, words):
    assert number(value) == words
