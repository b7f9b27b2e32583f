"""A dossier in every situation it can be in, and for every command one that would be lawful there."""

from datetime import date

from motcua.domain.calendar import DayKind, SpecialDay
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import CollectBy, ResultKind, UnitPassed
from tests.domain.dossier.world import (
    AGENCY,
    LEADER,
    OTHER,
    OTHER_AGENCY,
    RECEPTION,
    RETURN_DESK,
    SPECIALIST,
    SURVEYORS,
    World,
    application,
    at,
    with_days,
)


def guided():
    world = World().lodged()
    world.do(RECEPTION, c.RequestSupplement(lines=("Đơn",), reason="Thiếu đơn"))
    return world


def working(**facts):
    return World(**facts).at_step("appraise")


def supplement_asked(regime="REG-2018", **changes):
    world = working(regime=regime)
    world.do(
        SPECIALIST, c.RequestSupplement(item=world.item.id, lines=("Bản vẽ",), reason="Thiếu", **changes)
    )
    return world


def payment_asked():
    world = working()
    world.do(SPECIALIST, c.RequestPayment(item=world.item.id, label="Phí", amount_vnd=10_000))
    return world


def withdrawal_asked():
    world = working()
    world.do(RECEPTION, c.RequestWithdrawal(reason="Không còn nhu cầu"))
    return world


def stopped():
    world = working()
    world.do(LEADER, c.Stop(reason="Chờ"))
    return world


def withdrawn():
    world = withdrawal_asked()
    world.do(LEADER, c.DecideWithdrawal(granted=True, reason="Đồng ý"))
    return world


def refused_intake():
    world = World().lodged()
    world.do(RECEPTION, c.RefuseIntake(reason="Không thuộc thẩm quyền"))
    return world


def returned():
    world = World().at_step("return")
    world.do(RETURN_DESK, c.DeliverResult(receiver="Chị Ánh"))
    return world


def calendar_changed():
    """A storm closes the offices on Friday 6/11, within the five days of the limit."""
    world = working()
    world.calendar = with_days(
        SpecialDay(date(2026, 11, 6), DayKind.HOLIDAY, "Nghỉ phòng chống bão", "CĐ 15")
    )
    return world


def consulted():
    world = working()
    world.do(SPECIALIST, consult(world))
    return world


def silent():
    world = consulted()
    world.now = at("2026-12-02 08:00")
    return world


def owing():
    world = World().accepted(c.PaidFee(label="Lệ phí", amount_vnd=75_000, paid=False))
    return world.at_step("return")


def closable():
    world = supplement_asked("REG-2025", answer_by=date(2026, 11, 20))
    world.now = at("2026-11-23 08:00")
    return world


SITUATIONS = {
    "lodged": lambda: World().lodged(),
    "guided": guided,
    "not accepted": refused_intake,
    "accepted": lambda: World(immediate=True).accepted(),
    "processing": working,
    "supplement asked": supplement_asked,
    "payment asked": payment_asked,
    "withdrawal asked": withdrawal_asked,
    "stopped": stopped,
    "withdrawn": withdrawn,
    "done": lambda: World().at_step("return"),
    "returned": returned,
}
"""The stages 1 to 10, some of them twice."""


def first(world):
    return world.state.items[0].id if world.state.items else 1


def last(world):
    return world.state.items[-1].id if world.state.items else 1


def way_out(world):
    step = world.state.items[0].step if world.state.items else world.process.start
    return world.process.step(step).actions[0].id


def consult(world):
    return c.Consult(
        item=first(world), unit_id=OTHER, agency_id=OTHER_AGENCY, question="?", due_on=date(2026, 12, 1)
    )


COMMANDS = {
    c.Accept: lambda w: c.Accept(),
    c.RefuseIntake: lambda w: c.RefuseIntake(reason="x"),
    c.FinishOnSpot: lambda w: c.FinishOnSpot(summary="x"),
    c.RequestSupplement: lambda w: c.RequestSupplement(
        lines=("x",), reason="y", item=first(w) if w.state.accepted else None
    ),
    c.Supplement: lambda w: c.Supplement(),
    c.Claim: lambda w: c.Claim(item=first(w)),
    c.Assign: lambda w: c.Assign(item=first(w), assignee=23),
    c.HandOver: lambda w: c.HandOver(item=first(w), action=way_out(w), note="x"),
    c.SendBack: lambda w: c.SendBack(item=first(w), reason="x"),
    c.Recall: lambda w: c.Recall(item=first(w)),
    c.Consult: consult,
    c.Answer: lambda w: c.Answer(item=last(w), opinion="x", agrees=True),
    c.LapseConsultation: lambda w: c.LapseConsultation(item=last(w)),
    c.RequestPayment: lambda w: c.RequestPayment(item=first(w), label="Phí", amount_vnd=1),
    c.ConfirmPayment: lambda w: c.ConfirmPayment(obligations=(1,), method="cash"),
    c.Extend: lambda w: c.Extend(new_due_on=date(2026, 12, 1), reason="x"),
    c.Recount: lambda w: c.Recount(order=3, ordered_by="Đỗ Minh Khang", decision="CĐ 15", reason="Bão"),
    c.TakeOver: lambda w: c.TakeOver(
        order=5,
        ordered_by="Đỗ Minh Khang",
        decision="NQ 1",
        competent_agency=w.state.competent_agency,
        units=(UnitPassed(OTHER, SURVEYORS, AGENCY),),
        leaving=(91,),
    ),
    c.ChangeCollection: lambda w: c.ChangeCollection(collect_by=CollectBy.POST, address="Số 9 phố Nhuế"),
    c.RequestWithdrawal: lambda w: c.RequestWithdrawal(reason="x"),
    c.DecideWithdrawal: lambda w: c.DecideWithdrawal(granted=True, reason="x"),
    c.Stop: lambda w: c.Stop(reason="x"),
    c.Resume: lambda w: c.Resume(reason="x"),
    c.Close: lambda w: c.Close(reason="x"),
    c.WriteDraft: lambda w: c.WriteDraft(item=first(w), kind=ResultKind.GRANTED, summary="x"),
    c.Sign: lambda w: c.Sign(item=first(w)),
    c.NumberResult: lambda w: c.NumberResult(item=first(w)),
    c.RecordVerification: lambda w: c.RecordVerification(
        item=first(w), held_at=w.now, place="x", participants="y", findings="z"
    ),
    c.DeliverResult: lambda w: c.DeliverResult(receiver="x"),
    c.ReturnPapers: lambda w: c.ReturnPapers(receiver="x"),
    c.ReceivePapers: lambda w: c.ReceivePapers(unit_id=w.state.papers_going_to or 0),
    c.Correct: lambda w: c.Correct(application=application(note="x"), reason="y"),
    c.AttachFiles: lambda w: c.AttachFiles(paper="don", files=("ab12",)),
    c.AddNote: lambda w: c.AddNote(text="x"),
}
"""A command of every kind that fits a dossier as far as it can."""
