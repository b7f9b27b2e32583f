"""People of the citizens' web, their companies, and who may act for whom.

Nothing here is shared with officers' accounts: an officer who files for herself has an account of her own.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from motcua.apps.citizens.values import Channel, Right

RIGHTS = [(right.value, right.value) for right in Right]


class Person(models.Model):
    """A person who signs in. Phone and e-mail are verified ones; the rest is declared until `proven_at`.

    `born_on` is a year, a year and month, or a day, in ISO form. A closed account keeps its number, so that
    dossiers filed by it stay nobody else's, and nothing that tells who it was (R-I35).
    """

    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=11, blank=True)
    email = models.CharField(max_length=254, blank=True)
    citizen_id = models.CharField(max_length=12, blank=True)
    born_on = models.CharField(max_length=10, blank=True)
    sex = models.CharField(max_length=6, blank=True)
    address = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=5, default="vi")
    password = models.CharField(max_length=128, blank=True)
    password_changed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["phone"], condition=~Q(phone=""), name="phone_belongs_to_one_person"
            ),
            models.UniqueConstraint(
                Lower("email"), condition=~Q(email=""), name="email_belongs_to_one_person"
            ),
            models.UniqueConstraint(
                fields=["citizen_id"],
                condition=Q(proven_at__isnull=False),
                name="proven_identity_belongs_to_one_person",
            ),
            models.CheckConstraint(
                condition=Q(proven_at__isnull=True) | ~Q(citizen_id=""), name="proven_person_has_a_number"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(phone="", email="", citizen_id="", password=""),
                name="closed_account_holds_no_data",
            ),
        ]


class Company(models.Model):
    """An organization for which several people file. `verified_at`: its tax code came from the national identity.

    Several accounts may declare one tax code; only one can be the verified one, so that nobody occupies another's.
    """

    name = models.CharField(max_length=300)
    tax_code = models.CharField(max_length=14)
    representative = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tax_code"],
                condition=Q(verified_at__isnull=False),
                name="verified_tax_code_is_one_company",
            ),
        ]


class Membership(models.Model):
    """A person's part in a company. Owners invite, change rights and leave last."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    owner = models.BooleanField(default=False)
    rights = ArrayField(models.CharField(max_length=10, choices=RIGHTS))
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["company", "person"],
                condition=Q(ended_at__isnull=True),
                name="member_once_in_a_company",
            ),
        ]


class Invitation(models.Model):
    """An offer to take part in a company, to whoever has verified the phone or e-mail it went to."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="invitations")
    channel = models.CharField(max_length=5, choices=[(one.value, one.value) for one in Channel])
    address = models.CharField(max_length=254)
    owner = models.BooleanField(default=False)
    rights = ArrayField(models.CharField(max_length=10, choices=RIGHTS))
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["address"], condition=Q(answered_at__isnull=True), name="invitation_open"),
        ]


class PowerOfAttorney(models.Model):
    """A principal lets a proxy act from `valid_from` up to and including `valid_to`.

    While only the proxy says so (`confirmed_at` empty) it is shown as unverified and opens nothing but the dossiers
    filed under it: its owner key is "power:<id>". Confirmed by the principal, the proxy acts for "citizen:<principal>".
    """

    proxy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="powers_held")
    principal = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="powers_given")
    principal_name = models.CharField(max_length=200)
    principal_phone = models.CharField(max_length=11, blank=True)
    principal_citizen_id = models.CharField(max_length=12, blank=True)
    principal_address = models.CharField(max_length=300, blank=True)
    matters = models.CharField(max_length=500)
    rights = ArrayField(models.CharField(max_length=10, choices=RIGHTS))
    valid_from = models.DateField()
    valid_to = models.DateField()
    paper = models.CharField(max_length=64, blank=True)
    paper_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="power_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(principal__isnull=False),
                name="confirmed_power_has_a_principal",
            ),
            models.CheckConstraint(
                condition=Q(principal__isnull=True) | ~Q(principal=F("proxy")),
                name="nobody_is_ones_own_proxy",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["principal_phone"], name="power_asked_of")]


class OneTimeCode(models.Model):
    """Six digits sent to a phone or an e-mail; only their keyed hash is kept.

    `verified_at`: the right digits came; what follows uses the code up (`used_at`).
    """

    id = models.UUIDField(primary_key=True)
    channel = models.CharField(max_length=5, choices=[(one.value, one.value) for one in Channel])
    address = models.CharField(max_length=254)
    purpose = models.CharField(max_length=20)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    verified_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)


class Tally(models.Model):
    """How often something was tried within a window; `key` is a keyed hash, from which nothing can be read."""

    scope = models.CharField(max_length=20)
    key = models.CharField(max_length=32)
    count = models.PositiveIntegerField()
    until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["scope", "key"], name="one_tally_of_a_kind")]


class SignedIn(models.Model):
    """A browser in which a person is signed in. The session holds a token, here is only its hash."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="signed_in")
    digest = models.CharField(max_length=64, unique=True)
    method = models.CharField(max_length=20)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)


class AccountEvent(models.Model):
    """The journal of the accounts: what was done to one, when and from where. Rows are only added (R-I18)."""

    person_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    action = models.CharField(max_length=40)
    address = models.GenericIPAddressField(null=True)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person_id", "-at"], name="account_event_of_person")]


class Passkey(models.Model):
    """A key on a person's device that signs in without a password (WebAuthn)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.BinaryField(unique=True)
    public_key = models.BinaryField()
    sign_count = models.PositiveBigIntegerField()
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Identity(models.Model):
    """A person as another identity provider knows them: `issuer` and `subject` are what counts."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    reference = models.CharField(max_length=100, blank=True)
    linked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_belongs_to_one_person"),
            models.UniqueConstraint(fields=["person", "issuer"], name="one_identity_of_an_issuer"),
        ]


class SecondFactor(models.Model):
    """A telephone that shows codes (TOTP). `last_step` keeps a code from being used twice."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="second_factor")
    key = models.BinaryField()
    last_step = models.BigIntegerField(default=-1)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)


class RecoveryCode(models.Model):
    """A code on paper for when the telephone is lost; good once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)
