"""Signing in with a key on one's own device (WebAuthn), which no false site can ask for."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from motcua.apps.audit.digests import digest
from motcua.apps.citizens.journal import record
from motcua.apps.citizens.models import Passkey
from motcua.apps.citizens.operations.accounts import open_person, tell
from motcua.domain.errors import DomainError
from motcua.domain.text import clean

MOST: Final = 10


class PasskeyRefused(DomainError):
    """The device's answer does not fit: another site, an old question, an unknown or copied key."""

    code = "citizens.passkey-refused"


@dataclass(frozen=True, slots=True)
class Site:
    """This site as devices know it: `rp_id` is the host name, `origin` scheme, host and port."""

    rp_id: str
    origin: str
    name: str


def ask_new_passkey(*, person_id: int, site: Site) -> tuple[str, bytes]:
    """Return the question to a device, as JSON, and its challenge, which the session keeps."""
    person = open_person(person_id, lock=False)
    known = Passkey.objects.filter(person=person).order_by("id").values_list("credential_id", flat=True)
    options = generate_registration_options(
        rp_id=site.rp_id, rp_name=site.name, user_id=digest(f"passkey:{person_id}").encode(),
        user_name=person.phone or person.email or person.name, user_display_name=person.name,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=bytes(one)) for one in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )  # fmt: skip
    return options_to_json(options), options.challenge


@transaction.atomic
def add_passkey(
    *, person_id: int, answer: str, challenge: bytes, site: Site, name: str, at: datetime
) -> None:
    """Keep the key that a device has made. Raises PasskeyRefused."""
    person = open_person(person_id, lock=True)
    if Passkey.objects.filter(person=person).count() >= MOST:
        raise PasskeyRefused
    try:
        made = verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=site.rp_id, expected_origin=site.origin,
            require_user_verification=True,
        )  # fmt: skip
    except (WebAuthnException, ValueError) as error:
        raise PasskeyRefused from error
    if Passkey.objects.filter(credential_id=made.credential_id).exists():
        raise PasskeyRefused
    Passkey.objects.create(
        person=person, credential_id=made.credential_id, public_key=made.credential_public_key,
        sign_count=made.sign_count, name=clean(name)[:60] or "Khóa truy cập", created_at=at,
    )  # fmt: skip
    record(person_id, "passkey-added", at=at)
    tell(person, "passkey-added", at=at)


def ask_passkey(*, site: Site) -> tuple[str, bytes]:
    """Return the question that signs somebody in, whoever it is, and its challenge."""
    options = generate_authentication_options(
        rp_id=site.rp_id, user_verification=UserVerificationRequirement.REQUIRED
    )
    return options_to_json(options), options.challenge


@transaction.atomic
def check_passkey(*, answer: str, challenge: bytes, site: Site, at: datetime) -> int:
    """Return whose key has answered. Raises PasskeyRefused."""
    row = Passkey.objects.select_for_update(of=("self",)).filter(
        credential_id=_credential_id(answer), person__closed_at=None
    ).first()  # fmt: skip
    if row is None:
        raise PasskeyRefused
    try:
        proof = verify_authentication_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=site.rp_id, expected_origin=site.origin,
            credential_public_key=bytes(row.public_key), credential_current_sign_count=row.sign_count,
            require_user_verification=True,
        )  # fmt: skip
    except (WebAuthnException, ValueError) as error:
        raise PasskeyRefused from error
    Passkey.objects.filter(pk=row.pk).update(sign_count=proof.new_sign_count, used_at=at)
    record(row.person_id, "passkey-used", at=at)
    return row.person_id


@transaction.atomic
def drop_passkey(*, person_id: int, passkey_id: int, at: datetime) -> None:
    """Forget a key; what is none of the person's stays."""
    person = open_person(person_id, lock=True)
    if Passkey.objects.filter(person=person, pk=passkey_id).delete()[0]:
        record(person_id, "passkey-dropped", at=at)
        tell(person, "passkey-dropped", at=at)


def _credential_id(answer: str) -> bytes:
    try:
        found: Any = json.loads(answer)
        return base64url_to_bytes(str(found["rawId"]))
    except (ValueError, TypeError, KeyError) as error:
        raise PasskeyRefused from error
