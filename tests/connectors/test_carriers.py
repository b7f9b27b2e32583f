"""One contract for everybody who carries messages: the real ones against their simulators, and the fake."""

import socket
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from motcua.apps.notifications.misbehaving import Behavior
from motcua.apps.notifications.ports import AnswerLost, NotTaken, Outgoing, Tokens
from motcua.apps.notifications.reports import delivered
from motcua.connectors.mail.simulator import MailSimulator
from motcua.connectors.mail.smtp import SmtpServer
from motcua.connectors.outbox.file import FileOutbox, written
from motcua.connectors.sms.kannel import KannelGateway
from motcua.connectors.sms.simulator import SmsSimulator
from motcua.connectors.zalo.simulator import ZaloSimulator
from motcua.connectors.zalo.zns import ZaloAccount
from motcua.domain.messages.routing import Way
from tests.fakes.carriers import FakeCarrier

AT = datetime(2026, 11, 2, 2, tzinfo=UTC)
MESSAGE = Outgoing(
    reference="a" * 32,
    event="accepted",
    address="0912000318",
    title="Đã tiếp nhận hồ sơ: H31.100-261130-0007",
    text="Đã tiếp nhận hồ sơ H31.100-261130-0007.",
    at=AT,
    data={"ma_ho_so": "H31.100-261130-0007", "thu_tuc": "Cấp giấy phép xây dựng"},
    report_token="abc:def",
)
LETTER = replace(MESSAGE, address="anh@example.vn")
QUICK = 0.4


@dataclass
class MemoryTokens:
    """Tokens of one process."""

    kept: dict[str, Tokens] = field(default_factory=dict)

    def read(self, name):
        return self.kept.get(name)

    def renewing(self, name):
        from contextlib import nullcontext

        return nullcontext(self.kept.get(name))

    def keep(self, name, tokens):
        self.kept[name] = tokens


@dataclass
class Side:
    """A carrier, a message it can carry, and the other side of it."""

    carrier: object
    message: Outgoing
    moods: object
    taken: list
    simulator: object = None


def sms(url, **changes):
    facts = {"username": "motcua", "password": "simulator", "sender": "HUNGYEN", "timeout": QUICK}
    facts["report_url"] = "https://mc.example/api/v1/messages/report"
    return KannelGateway(name="gate", url=url, **{**facts, **changes})


def mail(port):
    return SmtpServer(
        name="mail", host="127.0.0.1", port=port, sender="motcua@hungyen.example", security="none", timeout=QUICK,
        sender_name="Một cửa điện tử",
    )  # fmt: skip


def zalo(simulator, **changes):
    facts = {
        "app_id": "1", "secret_key": "simulator", "refresh_token": "first", "templates": {"accepted": "3001"},
        "tokens": MemoryTokens(), "send_url": f"{simulator.url}/message/template",
        "token_url": f"{simulator.url}/v4/oa/access_token", "timeout": QUICK,
    }  # fmt: skip
    return ZaloAccount(name="zalo", **{**facts, **changes})


@pytest.fixture(params=["sms", "sms-get", "mail", "zalo", "fake"])
def side(request):
    if request.param == "fake":
        fake = FakeCarrier()
        yield Side(fake, MESSAGE, fake, fake.taken)
        return
    if request.param == "mail":
        with MailSimulator() as server:
            yield Side(mail(server.port), LETTER, server.moods, server.taken, server)
        return
    if request.param == "zalo":
        with ZaloSimulator() as zns:
            yield Side(zalo(zns), MESSAGE, zns.moods, zns.taken, zns)
        return
    with SmsSimulator() as gate:
        method = "GET" if request.param == "sms-get" else "POST"
        yield Side(sms(gate.send_url, method=method), MESSAGE, gate.moods, gate.taken, gate)


def test_a_message_is_taken_once(side):
    side.carrier.send(side.message)

    assert len(side.taken) == 1


def test_a_refused_address_is_refused_for_good(side):
    side.moods.behave(Behavior.REFUSE)

    with pytest.raises(NotTaken) as refused:
        side.carrier.send(side.message)

    assert refused.value.for_good
    assert side.taken == []


@pytest.mark.parametrize("behavior", [Behavior.BUSY, Behavior.BREAK])
def test_a_fault_of_the_other_side_is_for_now_and_the_next_message_goes_through(side, behavior):
    side.moods.behave(behavior)

    with pytest.raises(NotTaken) as refused:
        side.carrier.send(side.message)
    side.carrier.send(side.message)

    assert not refused.value.for_good
    assert len(side.taken) == 1


def test_an_answer_that_got_lost_is_said_to_be_lost(side):
    side.moods.behave(Behavior.LOSE)

    with pytest.raises(AnswerLost):
        side.carrier.send(side.message)

    assert len(side.taken) == 1


def test_no_code_of_a_failure_tells_the_address(side):
    for behavior in (Behavior.REFUSE, Behavior.BUSY, Behavior.BREAK, Behavior.LOSE, Behavior.HANG):
        side.moods.behave(behavior)
        with pytest.raises((NotTaken, AnswerLost)) as failed:
            side.carrier.send(side.message)
        assert side.message.address not in failed.value.code
        assert 0 < len(failed.value.code) <= 40


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_server_that_is_down_takes_nothing_for_now():
    port = free_port()
    down = (sms(f"http://127.0.0.1:{port}/cgi-bin/sendsms"), mail(port))

    for carrier in down:
        with pytest.raises(NotTaken) as refused:
            carrier.send(LETTER if carrier.way is Way.EMAIL else MESSAGE)
        assert not refused.value.for_good


@pytest.mark.parametrize("make", [SmsSimulator, ZaloSimulator])
def test_a_page_for_browsers_takes_no_message(make):
    with make() as simulator:
        carrier = sms(simulator.send_url) if make is SmsSimulator else zalo(simulator)
        simulator.moods.behave(Behavior.PAGE)

        with pytest.raises(NotTaken, match="unreadable"):
            carrier.send(MESSAGE)


def test_an_sms_keeps_its_marks_and_asks_for_a_report_that_only_we_can_name():
    with SmsSimulator() as gate:
        sms(gate.send_url).send(MESSAGE)

    (taken,) = gate.taken
    assert taken.text == MESSAGE.text
    assert (taken.to, taken.sender) == ("+84912000318", "HUNGYEN")
    assert taken.report() == "https://mc.example/api/v1/messages/report/gate/abc%3Adef?type=1"
    assert [delivered(kind) for kind in ("1", "2", "16", "8", "x")] == [True, False, False, None, None]


def test_a_wrong_password_of_ours_does_not_condemn_the_number():
    with SmsSimulator() as gate, pytest.raises(NotTaken) as refused:
        sms(gate.send_url, password="old").send(MESSAGE)

    assert not refused.value.for_good


def test_a_letter_says_who_writes_and_can_be_recognized_again():
    with MailSimulator() as server:
        mail(server.port).send(LETTER)

    (letter,) = server.taken
    assert letter["Subject"] == LETTER.title
    assert letter["To"] == "anh@example.vn"
    assert "Một cửa điện tử" in letter["From"]
    assert letter["Message-ID"] == f"<{LETTER.reference}@hungyen.example>"
    assert letter.get_content().strip() == LETTER.text


def test_zalo_gets_its_template_with_values_as_long_as_it_takes_them():
    with ZaloSimulator() as zns:
        zalo(zns).send(replace(MESSAGE, text="d" * 500))

    (taken,) = zns.taken
    assert (taken.phone, taken.template_id, taken.tracking_id) == ("84912000318", "3001", MESSAGE.reference)
    assert taken.data["ma_ho_so"] == "H31.100-261130-0007"
    assert taken.data["trang_thai"] == "Đã tiếp nhận hồ sơ"
    assert len(taken.data["loi_nhan"]) == 200


def test_an_event_without_a_template_is_left_to_another_way():
    with ZaloSimulator() as zns, pytest.raises(NotTaken) as refused:
        zalo(zns).send(replace(MESSAGE, event="stopped"))

    assert (refused.value.code, refused.value.for_good) == ("no-template", True)


def test_a_token_is_asked_for_once_and_renewed_when_zalo_ends_it_or_its_time_comes():
    with ZaloSimulator() as zns:
        account = zalo(zns)
        account.send(MESSAGE)
        account.send(MESSAGE)
        assert zns.renewals == 1

        zns.expire()
        account.send(MESSAGE)
        assert zns.renewals == 2

        account.send(replace(MESSAGE, at=AT + timedelta(days=2)))
        assert zns.renewals == 3
    assert len(zns.taken) == 4


def test_a_refresh_token_that_is_not_good_stops_zalo_for_now():
    with ZaloSimulator() as zns, pytest.raises(NotTaken, match="token-refused") as refused:
        zalo(zns, refresh_token="used").send(MESSAGE)

    assert not refused.value.for_good


def test_the_outbox_shows_what_was_sent(tmp_path):
    outbox = FileOutbox("out", Way.SMS, tmp_path / "new")
    outbox.send(MESSAGE)
    outbox.send(replace(MESSAGE, text="Mã\nhai dòng"))

    assert [line.text for line in written(tmp_path / "new")] == [MESSAGE.text, "Mã\nhai dòng"]
    assert next(written(tmp_path / "new")).address == "0912000318"
    assert list(written(tmp_path / "none")) == []


def test_an_outbox_that_cannot_be_written_takes_nothing(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(NotTaken):
        FileOutbox("out", Way.SMS, tmp_path / "file" / "x").send(MESSAGE)
