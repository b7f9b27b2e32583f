"""Messages are queued with the act that causes them, go out once, and survive their carriers."""

from datetime import timedelta

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.apps.audit.models import AuditEntry
from motcua.apps.notifications import carriers, delivering, jobs, operations, queries, queueing
from motcua.apps.notifications.errors import (
    MessageForgotten,
    MessageNotDead,
    MessageNotFound,
    StatutoryNotice,
)
from motcua.apps.notifications.misbehaving import Behavior
from motcua.apps.notifications.models import Delivery, InboxItem, Message, State
from motcua.apps.notifications.operations import Receiver
from motcua.apps.notifications.texts import About
from motcua.domain.access import Actor
from motcua.domain.messages import MessageEvent
from motcua.domain.messages.routing import Group, Priority, Reach, Way
from tests.factories.dossiers import MONDAY, at

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")
PHONE = "0912000318"
VALUES = {
    "ma_ho_so": "H31.1-261102-0001", "nguoi_nop": "Đặng Thị Ngọc Ánh", "thu_tuc": "Cấp giấy phép",
    "co_quan": "UBND phường Phố Mẫu", "tra_cuu": "mc.example/tra-cuu", "ngay_hen": "09/11/2026", "noi_tra": "Quầy 1",
    "ly_do": "Thiếu kết luận giám định", "han_bo_sung": "20/11/2026", "so_tien": "75.000 đồng", "ngay_hen_cu": "1",
    "ma_xac_nhan": "482915", "so_phut": "5",
}  # fmt: skip


def send(event=MessageEvent.ACCEPTED, subject="dossier:1:2", **changes):
    facts = {"receiver": Receiver(Reach(PHONE)), "values": VALUES, "at": MONDAY}
    return operations.send(event=event, subject=subject, **{**facts, **changes})


def code(number=1):
    return send(MessageEvent.ONE_TIME_CODE, f"code:{number}", expires_at=MONDAY + timedelta(minutes=5))


def state_of(key):
    return Message.objects.get(pk=key).state


def test_a_message_and_its_job_stand_and_fall_with_the_act():
    with transaction.atomic():
        send()
        transaction.set_rollback(True)
    assert (Message.objects.count(), ProcrastinateJob.objects.count()) == (0, 0)

    send()
    assert (Message.objects.count(), ProcrastinateJob.objects.filter(task_name=queueing.TASK).count()) == (
        1,
        1,
    )


def test_the_same_notice_is_queued_once_however_often_it_is_announced(worker, gate):
    first = send()

    assert send() == ()
    assert len(first) == 1
    worker.work()
    worker.work()
    assert len(gate.taken) == 1


def test_what_was_sent_is_kept_with_masks_and_a_hash(worker, gate):
    (key,) = send(about=About(code="H31.1-261102-0001", agency_id=7))
    worker.work()

    message = Message.objects.get(pk=key)
    assert message.state == State.SENT
    assert message.masked == "•••• ••• 318"
    assert (message.provider, message.provider_reference, message.tries) == ("gate", "gate-1", 1)
    assert gate.taken[0].text.startswith("UBND phường Phố Mẫu đã tiếp nhận hồ sơ H31.1-261102-0001.")
    (delivery,) = Delivery.objects.all()
    assert (delivery.provider, delivery.outcome, delivery.code) == ("gate", "taken", "0")


def test_a_code_is_kept_nowhere_once_a_carrier_has_it(worker, gate):
    (key,) = code()
    worker.work()

    message = Message.objects.get(pk=key)
    assert "482915" in gate.taken[0].text
    assert "482915" not in f"{message.text}{message.title}{message.data}"
    assert len(message.text_hash) == 64


def test_a_reason_does_not_go_out_by_sms_but_by_letter(worker, gate, post):
    send(MessageEvent.NOT_ACCEPTED, receiver=Receiver(Reach(PHONE, "anh@example.vn")))
    worker.work()

    assert "giám định" not in gate.taken[0].text
    assert "Thiếu kết luận giám định" in post.taken[0].text


def test_the_next_carrier_takes_over_at_once(worker, gate, spare):
    gate.behave(Behavior.BREAK)
    (key,) = send()
    worker.work()

    assert state_of(key) == State.SENT
    assert [d.outcome for d in Delivery.objects.order_by("id")] == ["failed", "taken"]
    assert len(spare.taken) == 1


def test_a_carrier_that_fails_is_left_alone_and_asked_again_after_its_rest(worker, gate, spare):
    gate.usually = Behavior.BREAK
    for number in range(20):
        send(subject=f"dossier:{number}:2")
    worker.work()

    assert gate.asked == 5
    assert len(spare.taken) == 20
    facts = {f.name: f for f in queries.carrier_facts(worker.now)}
    assert facts["gate"].resting_until == MONDAY + timedelta(seconds=30)
    assert facts["spare"].resting_until is None

    gate.usually = Behavior.TAKE
    worker.now += timedelta(seconds=31)
    send(subject="dossier:99:2")
    worker.work()
    assert len(gate.taken) == 1


def test_nothing_is_lost_and_nothing_doubled_when_every_carrier_is_down_for_an_hour(worker, gate, spare):
    gate.usually = spare.usually = Behavior.BREAK
    for number in range(30):
        send(subject=f"dossier:{number}:2")
    worker.live(steps=60, minutes=1)
    assert gate.taken == spare.taken == []
    assert set(Message.objects.values_list("state", flat=True)) == {State.WAITING}

    gate.usually = spare.usually = Behavior.TAKE
    worker.live(steps=130, minutes=1)

    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
    assert sorted(m.reference for m in (*gate.taken, *spare.taken)) == sorted(
        m.reference.hex for m in Message.objects.all()
    )


def test_a_code_is_tried_within_seconds_and_given_up_when_it_is_worth_nothing(worker, gate, spare):
    gate.behave(Behavior.BREAK)
    spare.behave(Behavior.BREAK)
    (key,) = code()
    worker.work()
    worker.now += timedelta(seconds=3)
    worker.work()
    assert state_of(key) == State.SENT

    gate.usually = spare.usually = Behavior.BREAK
    (key,) = code(2)
    worker.live(steps=100, seconds=5)
    message = Message.objects.get(pk=key)
    assert (message.state, message.text) == (State.DEAD, "")


def test_a_number_that_nobody_takes_is_given_up_at_once(worker, gate, spare):
    gate.usually = spare.usually = Behavior.REFUSE
    (key,) = send()
    worker.work()

    assert state_of(key) == State.DEAD
    assert (gate.asked, spare.asked) == (1, 1)
    assert all(f.resting_until is None for f in queries.carrier_facts(worker.now))


def test_a_lost_answer_waits_for_the_report_before_anybody_is_asked_again(worker, gate, spare):
    gate.behave(Behavior.LOSE)
    (key,) = send()
    worker.work()
    message = Message.objects.get(pk=key)
    assert (message.state, message.in_doubt, spare.asked) == (State.WAITING, "gate", 0)
    assert message.next_try_at >= MONDAY + timedelta(seconds=60)

    assert operations.note_report(
        reference=message.reference.hex,
        carrier="gate",
        delivered=True,
        code="1",
        at=MONDAY + timedelta(seconds=20),
    )
    worker.live(steps=10, minutes=1)
    assert state_of(key) == State.DELIVERED
    assert len(gate.taken) == 1


def test_a_lost_answer_without_a_report_is_sent_again(worker, gate):
    gate.behave(Behavior.HANG)
    (key,) = send()
    worker.live(steps=5, minutes=1)

    assert state_of(key) == State.SENT
    assert len(gate.taken) == 1


def test_reports_come_late_twice_and_in_any_order(worker, gate):
    (key,) = send()
    worker.work()
    reference = Message.objects.get(pk=key).reference.hex

    def report(*, delivered):
        return operations.note_report(
            reference=reference, carrier="gate", delivered=delivered, code="x", at=worker.now
        )

    assert report(delivered=True)
    assert not report(delivered=True)
    assert report(delivered=False)
    assert state_of(key) == State.DELIVERED
    with pytest.raises(MessageNotFound):
        operations.note_report(reference="0" * 32, carrier="gate", delivered=True, code="", at=worker.now)


def test_what_did_not_reach_the_phone_can_be_sent_again(worker, gate):
    (key,) = send()
    worker.work()
    with pytest.raises(MessageNotDead):
        operations.resend(message_id=key, actor=SYSTEM, at=worker.now)
    reference = Message.objects.get(pk=key).reference.hex
    operations.note_report(reference=reference, carrier="gate", delivered=False, code="16", at=worker.now)
    assert state_of(key) == State.DEAD

    operations.resend(message_id=key, actor=SYSTEM, at=worker.now)
    worker.work()

    assert state_of(key) == State.SENT
    assert len(gate.taken) == 2
    assert AuditEntry.objects.filter(action="notifications.message-resent").count() == 1


def test_a_token_of_a_report_cannot_be_made_up(worker, gate):
    (key,) = send()
    worker.work()
    message = Message.objects.get(pk=key)

    assert gate.taken[0].report_token == delivering.report_token(message)
    assert delivering.reference_in(delivering.report_token(message)) == message.reference.hex
    assert delivering.reference_in(message.reference.hex) is None


def test_a_worker_that_dies_leaves_nothing_behind(worker, gate, monkeypatch):
    (key,) = send()
    monkeypatch.setattr(delivering, "_settle", lambda *args: None)
    worker.work()
    assert state_of(key) == State.SENDING
    monkeypatch.undo()

    late = worker.now + timedelta(minutes=4)
    assert queries.overdue(late) == [(key, Priority.PROGRESS)]
    worker.now = late
    queueing.enqueue(key, Priority.PROGRESS)
    assert queries.overdue(late) == []
    worker.work()
    assert state_of(key) == State.SENT


def test_two_workers_do_not_send_the_same_message(gate):
    (key,) = send()

    def meanwhile(message):
        assert delivering.attempt(key, at=MONDAY) is None
        return original(message)

    original, gate.send = gate.send, meanwhile
    delivering.attempt(key, at=MONDAY)

    assert len(gate.taken) == 1


def test_bulk_waits_for_the_morning(worker, gate):
    night = at("2026-11-02 22:30")
    person = Receiver(Reach(PHONE, inbox=True), person_id=5)
    (key,) = send(MessageEvent.RATING_ASKED, receiver=person, at=night)
    worker.now = night
    worker.live(steps=17, minutes=30)
    assert gate.taken == []

    worker.now = at("2026-11-03 07:00")
    worker.work()
    assert state_of(key) == State.SENT


def test_zalo_that_does_not_take_it_leaves_it_to_sms(worker, zns, gate):
    wanted = {(Group.PROGRESS, Way.ZALO): True}
    operations.set_preferences(person_id=5, wanted=wanted, actor=SYSTEM, at=MONDAY)
    zns.behave(Behavior.REFUSE)
    (key,) = send(receiver=Receiver(Reach(PHONE, inbox=True), person_id=5))
    worker.work()

    message = Message.objects.get(pk=key)
    assert (message.way, message.provider) == (Way.ZALO, "gate")
    assert InboxItem.objects.get().person_id == 5


def test_a_way_without_carriers_leaves_a_trace(gate):
    with carriers.these():
        (key,) = send()

    message = Message.objects.get(pk=key)
    assert (message.state, message.last_code) == (State.DEAD, "no-carrier")
    assert not ProcrastinateJob.objects.filter(task_name=queueing.TASK).exists()
    assert queries.dead(actor=SYSTEM) == 1


def test_what_is_switched_off_is_not_sent_and_what_waits_is_dropped(worker, gate):
    person = Receiver(Reach(PHONE, inbox=True), person_id=5)
    (key,) = send(receiver=person)
    off = {(Group.PROGRESS, Way.SMS): False}
    operations.set_preferences(person_id=5, wanted=off, actor=SYSTEM, at=MONDAY)
    assert state_of(key) == State.DROPPED
    assert send(subject="dossier:2:2", receiver=person) == ()
    worker.work()
    assert gate.taken == []

    with pytest.raises(StatutoryNotice):
        operations.set_preferences(
            person_id=5, wanted={(Group.NOTICES, Way.SMS): False}, actor=SYSTEM, at=MONDAY
        )
    assert len(send(MessageEvent.SUPPLEMENT_ASKED, receiver=person)) == 1


def test_an_inbox_belongs_to_one_reader():
    send(receiver=Receiver(Reach(inbox=True), person_id=5))
    (item,) = queries.notices(list(queries.inbox(person_id=5)))
    assert (queries.unread(person_id=5), queries.unread(person_id=6)) == (1, 0)

    with pytest.raises(MessageNotFound):
        operations.mark_read(item_id=item.id, person_id=6, at=MONDAY)
    operations.mark_read(item_id=item.id, person_id=5, at=MONDAY)
    assert queries.unread(person_id=5) == 0
    assert operations.mark_all_read(person_id=5, at=MONDAY) == 0
    with pytest.raises(ValueError, match="one reader"):
        operations.mark_all_read(at=MONDAY)


def test_addresses_and_texts_are_forgotten_after_their_time(worker):
    (key,) = send()
    worker.work()
    assert operations.forget(at=MONDAY + timedelta(days=89)) == 0

    assert operations.forget(at=MONDAY + timedelta(days=91)) == 1

    message = Message.objects.get(pk=key)
    assert (message.address, message.text, message.masked) == ("", "", "•••• ••• 318")
    Message.objects.update(state=State.DEAD)
    with pytest.raises(MessageForgotten):
        operations.resend(message_id=key, actor=SYSTEM, at=MONDAY)


def test_jobs_are_safe_to_repeat(gate):
    (key,) = send()

    assert jobs.deliver(message_id=key) == State.SENT
    assert jobs.deliver(message_id=key) == "nothing to do"
    assert jobs.look_after(0) == 0
    assert jobs.forget(0) == 0
