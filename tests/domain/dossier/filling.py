"""Offers turned into commands, as a person would fill in the forms, by chance."""

from dataclasses import replace
from datetime import timedelta

from motcua.domain.dossier import commands as c
from motcua.domain.dossier.context import local_day
from motcua.domain.dossier.values import CollectBy, Paper, ResultKind
from tests.domain.dossier.situations import COMMANDS
from tests.domain.dossier.world import (
    DIVISION,
    EVERYBODY,
    LEADERS,
    OTHER,
    OTHER_AGENCY,
    OTHER_LEADER,
    SURVEYOR,
    application,
    officer,
)

PEOPLE = (
    *EVERYBODY,
    SURVEYOR,
    OTHER_LEADER,
    officer(24, DIVISION, "specialist", mandate=3),
    officer(32, LEADERS, "leader", mandate=4),
)


def takers(unit, role):
    """The accounts that hold a role in a unit."""
    return sorted({a.account_id for a in PEOPLE for p in a.posts if (p.unit_id, p.role) == (unit, role)})


class Form:
    """One method for each command that has something to choose; the others are as in `situations`."""

    def __init__(self, world, chance):
        self.world, self.state, self.chance = world, world.state, chance

    def filled(self, offer):
        fill = getattr(self, f"fill_{offer.command.__name__}", None)
        if fill is not None:
            return fill(offer)
        command = COMMANDS[offer.command](self.world)
        return replace(command, item=offer.item) if offer.item is not None else command

    def maybe(self):
        return self.chance.random() < 0.5

    def days(self):
        return timedelta(days=self.chance.randint(1, 12))

    def day(self):
        return local_day(self.world.now) + self.days()

    def taker(self, unit, role):
        return self.chance.choice(takers(unit, role))

    def fill_Accept(self, offer):  # noqa: N802
        owed = c.PaidFee(label="Lệ phí", amount_vnd=1, paid=False)
        return c.Accept(fees=(owed, replace(owed, paid=True))[: self.chance.randint(0, 2)])

    def fill_Assign(self, offer):  # noqa: N802
        item = self.state.item(offer.item)
        return c.Assign(item=item.id, assignee=self.taker(item.unit_id, item.role))

    def fill_HandOver(self, offer):  # noqa: N802
        assignee = None
        if len(offer.action.targets) == 1 and ("assignee" in offer.missing or self.maybe()):
            step = self.world.process.step(offer.action.targets[0])
            assignee = self.taker(self.world.places[step.unit].unit_id, step.role)
        return c.HandOver(item=offer.item, action=offer.action.id, note="Đã xem", assignee=assignee)

    def fill_Consult(self, offer):  # noqa: N802
        return c.Consult(
            item=offer.item, unit_id=OTHER, agency_id=OTHER_AGENCY, question="?", due_on=self.day(),
            blocking=self.maybe(),
        )  # fmt: skip

    def fill_WriteDraft(self, offer):  # noqa: N802
        kind = self.chance.choice([ResultKind.GRANTED, ResultKind.REFUSED])
        return c.WriteDraft(item=offer.item, kind=kind, summary="Nội dung")

    def fill_RequestSupplement(self, offer):  # noqa: N802
        return c.RequestSupplement(
            lines=("Bản vẽ",), reason="Thiếu", item=offer.item, legal_basis="Điều 5" if self.maybe() else "",
            answer_by=self.day() if self.maybe() else None,
        )  # fmt: skip

    def fill_Supplement(self, offer):  # noqa: N802
        return c.Supplement(papers=(Paper(id=self.chance.choice(["don", "moi"]), name="Bản vẽ"),))

    def fill_ConfirmPayment(self, offer):  # noqa: N802
        owed = [o.id for o in self.state.obligations if o.state == "due"]
        return c.ConfirmPayment(obligations=tuple(owed[: self.chance.randint(1, len(owed))]), method="cash")

    def fill_Extend(self, offer):  # noqa: N802
        after = max(local_day(self.state.due_at), local_day(self.world.now))
        return c.Extend(new_due_on=after + self.days(), reason="Chậm")

    def fill_DecideWithdrawal(self, offer):  # noqa: N802
        return c.DecideWithdrawal(granted=self.maybe(), reason="Xét đơn")

    def fill_DeliverResult(self, offer):  # noqa: N802
        return c.DeliverResult(receiver="Chị Ánh", method=self.chance.choice(list(CollectBy)))

    def fill_Correct(self, offer):  # noqa: N802
        return c.Correct(application=application(note=f"Sửa {self.state.version}"), reason="Gõ nhầm")

    def fill_AttachFiles(self, offer):  # noqa: N802
        paper = self.state.application.papers[0]
        return c.AttachFiles(paper=paper.id, files=(f"tệp-{self.state.version}",))
