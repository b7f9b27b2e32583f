"""Every code has its words, and every fact in a sentence is a fact of its error."""

import importlib
import pkgutil
import string
from datetime import date, datetime, time
from types import ModuleType

import pytest

import motcua.apps
import motcua.domain
from motcua.domain.calendar import TIMEZONE, CalendarExhausted
from motcua.domain.deadlines import StopReversed, Unit
from motcua.domain.dossier import events
from motcua.domain.dossier.refusals import ClockStands, FeesUnpaid, PapersMissing, StepUnfinished, WrongStage
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.values import Channel, ResultKind, StopGround
from motcua.domain.errors import DomainError
from motcua.domain.forms.values import Fault
from motcua.domain.workflow.soundness import FlawCode
from motcua.ui import wording
from motcua.ui.sentences import FAULTS, FLAWS, SENTENCES


def load_everything(package: ModuleType) -> None:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if ".migrations" not in found.name and ".management" not in found.name:
            importlib.import_module(found.name)


def errors() -> list[type[DomainError]]:
    load_everything(motcua.domain)
    load_everything(motcua.apps)
    waiting, found = list(DomainError.__subclasses__()), []
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("motcua."):
            found.append(kind)
    return found


def stored(kind: type[DomainError]) -> set[str]:
    """The names an error keeps its facts under: those its constructors assign."""
    constructors = [vars(base)["__init__"] for base in kind.__mro__ if base.__module__.startswith("motcua.")
                    and "__init__" in vars(base)]  # fmt: skip
    return {name for constructor in constructors for name in constructor.__code__.co_names}


def places(sentence: object) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(str(sentence)) if name}


def test_every_error_has_a_sentence_whose_facts_it_carries():
    missing = {kind.code for kind in errors() if kind.code not in SENTENCES}
    strangers = {
        kind.code: strange
        for kind in errors()
        if (strange := places(SENTENCES.get(kind.code, "")) - stored(kind))
    }

    assert missing == set()
    assert strangers == {}


def test_no_sentence_is_left_over():
    assert set(SENTENCES) - {kind.code for kind in errors()} == set()


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (wording.STAGES, [int(stage) for stage in Stage]),
        (wording.STAGE_ICONS, [int(stage) for stage in Stage]),
        (wording.STAGE_CSS, [int(stage) for stage in Stage]),
        (wording.STOP_GROUNDS, [ground.value for ground in StopGround]),
        (wording.CHANNELS, [channel.value for channel in Channel]),
        (wording.RESULTS, [result.value for result in ResultKind]),
        (wording.UNITS, [unit.value for unit in Unit]),
        (FAULTS, [fault.value for fault in Fault]),
        (FLAWS, [flaw.value for flaw in FlawCode]),
        (wording.EVENTS, {kind.__name__ for kind in events.Event.__subclasses__()}),
    ],
    ids=["stages", "icons", "colors", "grounds", "channels", "results", "units", "faults", "flaws", "events"],
)
def test_each_table_names_exactly_what_the_domain_knows(words, codes):
    assert sorted(map(str, words)) == sorted(map(str, codes))


def test_the_stages_carry_the_labels_of_the_national_code_list():
    """R-A90."""
    assert [str(label) for label in wording.STAGES.values()] == [
        "Mới đăng ký", "Được tiếp nhận", "Không được tiếp nhận", "Đang xử lý", "Yêu cầu bổ sung giấy tờ",
        "Yêu cầu thực hiện nghĩa vụ tài chính", "Công dân yêu cầu rút hồ sơ", "Dừng xử lý", "Đã xử lý xong",
        "Đã trả kết quả",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            CalendarExhausted(asked_on=date(2028, 1, 3)),
            "Lịch làm việc chưa có ngày 03/01/2028. Quản trị cần bổ sung lịch của năm đó trước.",
        ),
        (
            WrongStage(command="Accept", stage=4),
            "Không làm được việc này khi hồ sơ ở trạng thái “Đang xử lý”.",
        ),
        (
            ClockStands(ground="payment"),
            "Hồ sơ đang tạm dừng: Chờ nộp phí, lệ phí. Xử lý tiếp được khi hết tạm dừng.",
        ),
        (
            FeesUnpaid(amount_vnd=50_000),
            "Còn 50.000 đồng phí, lệ phí chưa nộp. Hãy thu trước khi trả kết quả.",
        ),
        (
            PapersMissing(names=("Bản vẽ", "Đơn đề nghị")),
            "Còn thiếu: Bản vẽ, Đơn đề nghị. Hãy nhận đủ rồi tiếp nhận, hoặc yêu cầu bổ sung.",
        ),
        (
            StepUnfinished(missing="signature", step="ky"),
            "Bước này còn thiếu chữ ký. Hãy bổ sung rồi chuyển bước.",
        ),
        (
            StopReversed(
                since=datetime(2026, 4, 16, 9, 0, tzinfo=TIMEZONE),
                until=datetime(2026, 4, 15, 9, 0, tzinfo=TIMEZONE),
            ),
            "Thời gian dừng kết thúc 09:00 thứ Tư, 15/04/2026, trước khi bắt đầu 09:00 thứ Năm, 16/04/2026. Hãy sửa lại.",
        ),
    ],
    ids=lambda value: value.code if isinstance(value, DomainError) else "",
)
def test_a_sentence_says_the_facts_as_people_write_them(error, sentence):
    assert wording.sentence(error) == sentence


def test_a_code_without_a_sentence_can_be_quoted_to_the_administrator():
    unknown = type("Unknown", (DomainError,), {"code": "elsewhere.unknown", "__module__": "elsewhere"})

    assert "elsewhere.unknown" in wording.sentence(unknown())


@pytest.mark.parametrize(
    ("code", "facts", "sentence"),
    [
        ("forms.too-large", {"maximum": "500"}, "Số lớn nhất là 500."),
        (
            "identity.citizen-id-invalid",
            {"digits": 11},
            "Số định danh phải đủ 12 chữ số. Bạn đã nhập 11 chữ số.",
        ),
    ],
)
def test_a_fault_of_a_form_is_said_at_its_field(code, facts, sentence):
    assert wording.fault(code, facts) == sentence


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("on", date(2026, 4, 16), "16/04/2026"),
        ("start", time(7, 30), "07:30"),
        ("size", 25_165_824, "24 MB"),
        ("size", 655_360, "640 KB"),
        ("limit", 1_572_864, "1,5 MB"),
        ("role", "clerk", "Văn thư"),
        ("stage", Stage.PROCESSING, "Đang xử lý"),
        ("days", 12, "12"),
        ("note", None, ""),
    ],
)
def test_facts_become_words(name, value, words):
    assert wording.fact(name, value) == words


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [(15, "WORKING_DAY", "15 ngày làm việc"), (15, "DAY", "15 ngày"), (0, "WORKING_DAY", "trong ngày")],
)
def test_a_limit_always_says_its_unit(amount, unit, words):
    assert wording.limit(amount, unit) == words


def test_a_flaw_is_said_in_words():
    assert wording.flaw("workflow.over-limit") == "Tổng thời gian các bước vượt thời hạn của thủ tục."
