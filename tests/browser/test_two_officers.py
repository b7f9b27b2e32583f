"""Two officers act on one dossier: the second is told what changed and loses nothing typed."""

import re

import pytest
from playwright.sync_api import expect

from motcua.apps.dossiers.operations import execute
from motcua.apps.organization import queries as organization
from motcua.apps.organization.models import Assignment
from motcua.domain.dossier import commands as c
from tests.browser.province import WARD, local
from tests.browser.steps import take_in, walk_to

WORDS = "Đủ điều kiện cấp giấy phép xây dựng theo bản vẽ đã nộp."


@pytest.fixture
def expected_statuses() -> set[int]:
    return {409}


def meanwhile(site, role, unit, command):
    """Let a colleague act at another screen."""
    post = Assignment.objects.filter(role=role, unit__code=unit, unit__agency__key=WARD).order_by(
        "account_id"
    )
    at = local("2026-12-02 09:05")
    actor = organization.actor_for(post[0].account_id, at)
    execute(command, dossier_id=site.row.pk, actor=actor, at=at)


def test_the_second_officer_sees_who_was_faster_and_sends_again_or_leaves_a_note(site):
    page = site.page
    take_in(site)
    item = walk_to(site, "appraise")

    site.at("2026-12-02 09:00")
    site.sign_in_holder()
    site.open_dossier()
    page.keyboard.press("d")
    page.get_by_label("Cấp kết quả").check()
    page.get_by_label("Trích yếu nội dung").fill(WORDS)
    meanwhile(site, "division_head", "kinh-te", c.AddNote(text="Nhớ đối chiếu quy hoạch."))
    page.get_by_role("button", name=re.compile("Soạn dự thảo")).click()
    site.expect("vừa thao tác trên hồ sơ này")
    expect(page.get_by_label("Trích yếu nội dung")).to_have_value(WORDS)
    site.check(page)
    site.picture("conflict")
    page.get_by_role("button", name=re.compile("Soạn dự thảo")).click()
    site.expect("Đã lưu dự thảo.")
    assert site.state.draft.summary == WORDS

    page.get_by_role("link", name="Sửa dự thảo").click()
    page.get_by_label("Trích yếu nội dung").fill(f"{WORDS} Có cam kết với hộ liền kề.")
    colleague = organization.officers_in(item.unit_id, item.role, local("2026-12-02 09:05").date())
    other = next(one.account_id for one in colleague if one.account_id != item.assignee)
    meanwhile(site, "division_head", "kinh-te", c.Assign(item=site.state.step_items()[0].id, assignee=other))
    page.get_by_role("button", name=re.compile("Sửa dự thảo")).click()
    site.expect("Hồ sơ không còn ở bước của bạn")
    expect(page.get_by_label("Điều bạn đã gõ, chưa ghi")).to_have_value(f"{WORDS} Có cam kết với hộ liền kề.")
    site.check(page)
    page.get_by_role("button", name="Ghi thành ghi chú cho người đang giữ").click()
    site.expect("Đã ghi chú.")
    site.expect("Có cam kết với hộ liền kề.")
    assert site.state.draft.summary == WORDS
