"""What an order is for, as the platform wants it told."""

from motcua.apps.catalog.queries import catalog
from motcua.apps.organization import queries as organization
from motcua.apps.payments.accounts import TransferAccount, transfer_account
from motcua.apps.payments.journal import state_of
from motcua.apps.payments.models import PaymentOrder
from motcua.domain.payments.payplat import Bill, Fee

LEVY = "lệ phí"


def bill_of(row: PaymentOrder) -> Bill:
    """Return the bill of an order: procedure, agency, account, payer, fees."""
    state = state_of(row.dossier_id)
    agency = organization.agencies([row.agency_id])[row.agency_id]
    definition = catalog().procedure_version(state.procedure, state.procedure_version)
    account = transfer_account(row.agency_id) or TransferAccount("", "", agency.name)
    party = state.application.applicant
    return Bill(
        procedure_code=definition.code,
        procedure=definition.name,
        agency_code=agency.identifier,
        agency=agency.name,
        dossier=state.code or state.slip or row.reference,
        account=account.number,
        account_bank=account.bank,
        account_name=account.name,
        payer=party.name,
        payer_identity=party.citizen_id,
        payer_address=party.address,
        fees=tuple(
            Fee(
                code=f"{line['id']:02d}",
                label=line["label"],
                amount_vnd=line["amount_vnd"],
                levy=line["label"].lower().startswith(LEVY),
            )
            for line in row.lines
        ),
    )
