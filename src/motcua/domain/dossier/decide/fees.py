"""What a dossier owes, from filing to acceptance (R-H11)."""

from collections.abc import Sequence
from dataclasses import replace

from motcua.domain.dossier.commands import PaidFee
from motcua.domain.dossier.state import DossierState
from motcua.domain.dossier.values import Obligation, ObligationState


def first_obligations(fees: Sequence[PaidFee], *, receipt: str = "") -> tuple[Obligation, ...]:
    """Return what is asked where nothing was before. `receipt` is for fees that are paid and name none."""
    return tuple(_obligation(number, fee, receipt) for number, fee in enumerate(fees, start=1))


def obligations_after(
    state: DossierState, fees: Sequence[PaidFee], *, receipt: str = ""
) -> tuple[Obligation, ...]:
    """Return what is owed once the fees are settled at acceptance; numbers given at filing stay.

    What was paid before counts toward the fee of the same name, and only the difference is asked. A fee of the filing
    that is not among them is cancelled. No fees at all leave everything as it is.
    """
    if not state.obligations or not fees:
        return state.obligations or first_obligations(fees, receipt=receipt)
    asked = list(fees)
    kept = []
    for known in state.obligations:
        fee = next((one for one in asked if one.label == known.label), None)
        if fee is not None:
            asked.remove(fee)
        kept.append(_settled(known, fee, receipt))
        if known.state == ObligationState.PAID and fee and fee.amount_vnd > known.amount_vnd:
            asked.append(replace(fee, amount_vnd=fee.amount_vnd - known.amount_vnd))
    first = len(kept) + 1
    return (*kept, *(_obligation(number, fee, receipt) for number, fee in enumerate(asked, start=first)))


def receipt_missing(state: DossierState, fees: Sequence[PaidFee]) -> bool:
    """Tell whether acceptance takes money for which no receipt was named."""
    before = {one.id for one in state.obligations if one.state == ObligationState.PAID}
    return any(
        one.state == ObligationState.PAID and one.amount_vnd > 0 and not one.receipt and one.id not in before
        for one in obligations_after(state, fees)
    )


def _settled(known: Obligation, fee: PaidFee | None, receipt: str) -> Obligation:
    if known.state != ObligationState.DUE:
        return known
    if fee is None:
        return replace(known, state=ObligationState.CANCELLED)
    return _obligation(known.id, fee, receipt)


def _obligation(number: int, fee: PaidFee, receipt: str) -> Obligation:
    return Obligation(
        id=number,
        label=fee.label,
        amount_vnd=fee.amount_vnd,
        state=ObligationState.PAID if fee.paid else ObligationState.DUE,
        method=fee.method if fee.paid else "",
        receipt=(fee.receipt.strip() or receipt) if fee.paid else "",
    )
