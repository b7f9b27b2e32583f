"""A gateway for short messages, one for letters, and a clock that only the test moves."""

from datetime import timedelta

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.apps.notifications import carriers, delivering, queueing
from motcua.domain.messages.routing import Way
from tests.factories.dossiers import MONDAY
from tests.fakes.carriers import FakeCarrier


@pytest.fixture
def gate():
    return FakeCarrier("gate")


@pytest.fixture
def spare():
    return FakeCarrier("spare")


@pytest.fixture
def post():
    return FakeCarrier("post", Way.EMAIL)


@pytest.fixture
def zns():
    return FakeCarrier("zns", Way.ZALO)


@pytest.fixture(autouse=True)
def joined(gate, spare, post, zns):
    """Let these four carry everything."""
    with carriers.these(gate, spare, post, zns):
        yield


class Worker:
    """Does the jobs of messages as the real worker would: when they are due, the most urgent first."""

    def __init__(self):
        self.now = MONDAY

    def due(self):
        jobs = ProcrastinateJob.objects.filter(task_name=queueing.TASK, status="todo")
        return sorted(
            (job for job in jobs if not job.scheduled_at or job.scheduled_at <= self.now),
            key=lambda job: (-job.priority, job.pk),
        )

    def work(self):
        """Do everything that is due now; return how many jobs that were."""
        done = 0
        while jobs := self.due():
            job = jobs[0]
            with time_machine.travel(self.now, tick=False):
                delivering.attempt(job.args["message_id"], at=self.now)
            ProcrastinateJob.objects.filter(pk=job.pk).update(status="doing")
            ProcrastinateJob.objects.filter(pk=job.pk).update(status="succeeded")
            done += 1
        return done

    def live(self, *, steps=60, **step):
        """Let time pass, working at every step."""
        for _ in range(steps):
            self.work()
            self.now += timedelta(**step)


@pytest.fixture
def worker():
    return Worker()
