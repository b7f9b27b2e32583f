"""What a screen offers: the lawful acts of this person at this step, the next one first."""

import pytest

from motcua.domain.access import Actor
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.offers import acts_for, next_act
from motcua.domain.dossier.values import Draft, ResultKind
from motcua.domain.errors import DomainError
from tests.domain.dossier.world import (
    CLERK_OFFICER,
    COLLEAGUE,
    EVERYBODY,
    HEAD,
    LEADER,
    RECEPTION,
    RETURN_DESK,
    SPECIALIST,
    STRANGER,
    World,
    at,
    building_permit,
    lodging,
)


def offered(world, actor, **more):
    process = world.process if world.state.accepted else None
    return acts_for(world.state, actor, process, **more)


def names(offers):
    return {offer.action.id if offer.action else offer.command.__name__ for offer in offers}


def primary(offers):
    return next((o.action.id if o.action else o.command.__name__ for o in offers if o.primary), None)


HOUSEKEEPING = {"AddNote", "AttachFiles"}


@pytest.mark.parametrize(
    ("step", "actor", "first", "others"),
    [
        ("reception", RECEPTION, "pass", {"Assign", "Correct", "RequestWithdrawal"}),
        ("reception", SPECIALIST, None, None),
        ("assign", HEAD, "assign", {"Claim", "Assign", "Correct", "SendBack", "ReceivePapers"}),
        ("assign", RECEPTION, None, {"Recall", "Correct", "RequestWithdrawal"}),
        ("appraise", SPECIALIST, "WriteDraft",
         {"Claim", "Assign", "grant", "refuse", "RecordVerification", "Consult", "RequestSupplement",
          "RequestPayment", "SendBack", "Correct", "ReceivePapers"}),
        ("appraise", COLLEAGUE, None, {"ReceivePapers"}),
        ("appraise", HEAD, None, {"Assign", "Recall", "ReceivePapers"}),
        ("sign", LEADER, "Sign",
         {"Claim", "Assign", "sign", "rework", "Extend", "Stop", "Correct", "ReceivePapers"}),
        ("sign", SPECIALIST, None, {"Recall"}),
        ("issue", CLERK_OFFICER, "NumberResult", {"Claim", "Assign", "issue", "Correct", "ReceivePapers"}),
        ("return", RETURN_DESK, "DeliverResult", {"Claim", "Assign", "Correct", "ReceivePapers"}),
        ("sign", STRANGER, None, None),
    ],
    ids=lambda value: value if isinstance(value, str) else getattr(value, "name", None),
)  # fmt: skip
def test_each_person_is_offered_what_is_lawful_and_the_next_act_first(step, actor, first, others):
    world = World().at_step(step)

    offers = offered(world, actor)

    assert primary(offers) == first
    if others is None:
        assert names(offers) == set()
    else:
        assert names(offers) - HOUSEKEEPING == others | ({first} if first else set())
    if first:
        assert offers[0].primary


def test_before_acceptance_the_counter_checks():
    world = World()
    world.do(RECEPTION, lodging())

    assert primary(offered(world, RECEPTION)) == "Accept"
    assert {"RefuseIntake", "RequestSupplement"} <= names(offered(world, RECEPTION))
    assert names(offered(world, SPECIALIST)) == set()


def test_an_immediate_procedure_may_be_finished_at_the_counter():
    world = World(immediate=True).accepted()

    assert primary(offered(world, RECEPTION, immediate=True)) == "FinishOnSpot"
    assert "FinishOnSpot" not in names(offered(world, RECEPTION))


def test_what_a_step_still_demands_is_named_until_it_is_there():
    world = World().at_step("appraise")

    def lacking(action):
        return next(o.missing for o in offered(world, SPECIALIST) if o.action and o.action.id == action)

    assert lacking("grant") == ("draft",)
    world.do(SPECIALIST, c.WriteDraft(item=world.item.id, kind=ResultKind.REFUSED, summary="Thiếu đất ở"))
    assert lacking("grant") == ()
    assert primary(offered(world, SPECIALIST)) == "refuse"


def test_a_paused_dossier_offers_no_way_out():
    world = World().at_step("appraise")
    ask = c.RequestSupplement(item=world.item.id, lines=("Bản vẽ",), reason="Thiếu")
    world.do(SPECIALIST, ask)

    assert not {"grant", "refuse", "SendBack"} & names(offered(world, SPECIALIST))
    assert primary(offered(world, RECEPTION)) == "Supplement"


def test_unpaid_fees_stand_between_the_result_and_its_owner():
    world = World()
    world.do(RECEPTION, lodging())
    world.do(RECEPTION, c.Accept(fees=(c.PaidFee(label="Lệ phí", amount_vnd=75_000, paid=False),)))
    world.at_step("return")

    offers = offered(world, RETURN_DESK)

    assert primary(offers) == "ConfirmPayment"
    assert next(o.missing for o in offers if o.command is c.DeliverResult) == ("fees",)


def test_the_consulted_unit_is_offered_the_answer_only():
    world = World().at_step("appraise")
    world.do(
        SPECIALIST,
        c.Consult(item=world.item.id, unit_id=9, agency_id=200, question="Có trùng quy hoạch không?",
                  due_on=at("2026-11-11 08:00").date()),
    )  # fmt: skip

    offers = offered(world, STRANGER)

    assert primary(offers) == "Answer"
    assert names(offers) - HOUSEKEEPING == {"Answer", "Claim", "Assign", "Correct"}


def test_our_own_timers_are_offered_everything_the_stage_allows():
    world = World().at_step("appraise")

    assert {"grant", "Claim", "Stop", "Extend"} <= names(offered(world, Actor.system("đồng hồ")))


@pytest.mark.parametrize("step", ["reception", "assign", "appraise", "sign", "issue", "return"])
@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: actor.posts[0].role + str(actor.account_id))
def test_what_is_offered_bare_handed_is_never_refused_for_rights_or_stage(step, actor):
    """Offers without anything to fill in are carried out; the others are refused only for what is missing."""
    world = World().at_step(step)
    for offer in offered(world, actor):
        if offer.command in {c.Claim, c.Sign, c.NumberResult} and not offer.missing:
            try:
                World.do(
                    World(state=world.state, journal=list(world.journal), now=world.now),
                    actor,
                    offer.command(item=offer.item),
                )
            except DomainError as refused:
                pytest.fail(f"{offer.command.__name__}: {refused.code}")


def test_the_usual_way_onward_follows_the_draft():
    step = building_permit().step("appraise")
    granted = Draft(kind=ResultKind.GRANTED, summary="Cấp")
    refused = Draft(kind=ResultKind.REFUSED, summary="Từ chối")

    found = [next_act(step, draft) for draft in (None, granted, refused)]

    assert [(one.action.id, one.missing) for one in found] == [
        ("grant", ("draft",)),
        ("grant", ()),
        ("refuse", ()),
    ]
