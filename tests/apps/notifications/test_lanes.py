"""A code never waits behind what is sent to many: tried with the real worker and ten thousand messages before it."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.apps.notifications import carriers, operations, queueing
from motcua.apps.notifications.models import Message, State
from motcua.apps.notifications.operations import Receiver
from motcua.domain.messages import MessageEvent
from motcua.domain.messages.routing import Priority, Reach, Way
from motcua.project.commands.serving import work
from tests.fakes.carriers import FakeCarrier

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 10_000


class Slow(FakeCarrier):
    """Takes bulk as long as it is not let go, and remembers in which order it was asked."""

    def __init__(self):
        super().__init__("slow")
        self.let_go = threading.Event()
        self.order = []

    def send(self, message):
        self.order.append(message.event)
        if message.event != MessageEvent.ONE_TIME_CODE:
            self.let_go.wait(20)
        return super().send(message)


def queue_bulk():
    """Put ten thousand invitations into queue and table, as a campaign would."""
    now = timezone.now()
    rows = [
        Message(
            event=MessageEvent.RATING_ASKED, way=Way.SMS, ways=[Way.SMS], priority=Priority.BULK, address="0912000318",
            masked="•••", text="Mời bạn đánh giá", text_hash="0" * 64, dedupe_key=f"{number:064d}", created_at=now,
            next_try_at=now,
        )
        for number in range(MANY)
    ]  # fmt: skip
    made = Message.objects.bulk_create(rows, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status)"
            " SELECT %s, %s, %s, jsonb_build_object('message_id', id), 'todo' FROM unnest(%s::bigint[]) AS id",
            [queueing.BULK, queueing.TASK, int(Priority.BULK), [row.pk for row in made]],
        )


def queue_code():
    return operations.send(
        event=MessageEvent.ONE_TIME_CODE, subject="code:1", receiver=Receiver(Reach("0912000318")),
        values={"ma_xac_nhan": "482915", "so_phut": "5"}, at=timezone.now(),
    )[0]  # fmt: skip


def at_work(until, **options):
    """Run the real worker in a thread until something is so; return how long that took."""

    async def run():
        task = asyncio.create_task(work(**options))
        began = time.monotonic()
        while not await asyncio.to_thread(until) and time.monotonic() - began < 15:
            await asyncio.sleep(0.05)
        took = time.monotonic() - began
        slow.let_go.set()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return took

    slow = options.pop("carrier")
    with app.replace_connector(app.connector.get_worker_connector()), ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(run())).result()  # A browser's loop may run in this one.


@pytest.fixture
def slow(monkeypatch):
    carrier = Slow()
    monkeypatch.setattr("motcua.domain.messages.timing.QUIET_FROM", timezone.datetime.max.time())
    monkeypatch.setattr("motcua.domain.messages.timing.QUIET_UNTIL", timezone.datetime.min.time())
    with carriers.these(carrier):
        yield carrier


def sent(key):
    def ask():
        try:
            return Message.objects.get(pk=key).state == State.SENT
        finally:
            connection.close()

    return ask


def test_a_code_overtakes_ten_thousand_messages_and_carriers_that_hang(slow):
    queue_bulk()
    key = queue_code()

    took = at_work(sent(key), concurrency=2, urgent=1, carrier=slow)

    assert sent(key)()
    assert took < 5
    assert slow.order.count(MessageEvent.RATING_ASKED) <= 3
    assert ProcrastinateJob.objects.filter(status="todo").count() >= MANY - 5


def test_without_a_lane_of_its_own_it_still_goes_first(slow):
    queue_bulk()
    key = queue_code()

    at_work(sent(key), concurrency=1, urgent=0, carrier=slow)

    assert slow.order[0] == MessageEvent.ONE_TIME_CODE


def test_a_code_that_comes_while_every_place_is_taken_by_bulk_has_its_own(slow):
    queue_bulk()
    made = []

    def until():
        try:
            if not made and slow.order.count(MessageEvent.RATING_ASKED) >= 2:
                made.append(queue_code())
            return bool(made) and Message.objects.get(pk=made[0]).state == State.SENT
        finally:
            connection.close()

    took = at_work(until, concurrency=2, urgent=1, carrier=slow)

    assert made
    assert sent(made[0])()
    assert took < 12
