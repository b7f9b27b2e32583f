"""Agencies, units, accounts, posts and mandates.

Every period is half-open: `valid_from` is the first day, `valid_to` the first day after; none means
"until further notice". Two periods of one thing never overlap, and the database sees to it.
"""

from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from motcua.apps.organization.constraints import ends_after_it_begins, one_at_a_time
from motcua.apps.organization.managers import AccountManager
from motcua.apps.organization.roles import Role


class Agency(models.Model):
    """A public body that receives or handles dossiers, in one of its lives.

    `identifier` is the electronic identifier (R-C10), `legacy_identifier` the one of before 2020
    (R-C11), `administrative_code` the code of its territory (R-C20). The same code may pass to a
    successor, hence the periods (R-C22). `abbreviation` stands in the numbers of its documents; where people
    reach it is published (R-A3).
    """

    class Kind(models.TextChoices):
        PROVINCE_COMMITTEE = "province_committee", _("Ủy ban nhân dân tỉnh")
        OFFICE = "office", _("Văn phòng")
        SERVICE_CENTER = "service_center", _("Trung tâm Phục vụ hành chính công")
        DEPARTMENT = "department", _("Sở")
        INSPECTORATE = "inspectorate", _("Thanh tra")
        MANAGEMENT_BOARD = "management_board", _("Ban quản lý")
        VERTICAL = "vertical", _("Cơ quan ngành dọc")
        POST = "post", _("Bưu chính công ích")
        LAND_REGISTRY = "land_registry", _("Văn phòng Đăng ký đất đai")
        LAND_BRANCH = "land_branch", _("Chi nhánh Văn phòng Đăng ký đất đai")
        SCHOOL = "school", _("Cơ sở giáo dục")
        DISTRICT_COMMITTEE = "district_committee", _("Ủy ban nhân dân cấp huyện")
        COMMUNE_COMMITTEE = "commune_committee", _("Ủy ban nhân dân cấp xã")
        COMMUNE_POLICE = "commune_police", _("Công an cấp xã")

    class Level(models.TextChoices):
        PROVINCE = "province", _("Cấp tỉnh")
        DISTRICT = "district", _("Cấp huyện")
        COMMUNE = "commune", _("Cấp xã")

    key = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=30, choices=Kind)
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    identifier = models.CharField(max_length=35, blank=True)
    legacy_identifier = models.CharField(max_length=20, blank=True)
    administrative_code = models.CharField(max_length=5, blank=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    abbreviation = models.CharField(max_length=20, blank=True)
    calendar_code = models.SlugField(max_length=20, default="vn")
    street_address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            ends_after_it_begins("agency_ends_after_it_begins"),
            one_at_a_time("agency_identifier_one_at_a_time", "identifier", condition=~Q(identifier="")),
            models.CheckConstraint(
                condition=Q(identifier="") | Q(identifier__regex=r"^[A-Z]\d{2}(\.[0-9A-Z]{1,10})*$"),
                name="agency_identifier_is_well_formed",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "key"], name="agency_kind"),
            models.Index(fields=["administrative_code"], name="agency_administrative_code"),
        ]


class AgencyName(models.Model):
    """What an agency was called in an earlier period; papers of that time carry that name."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_to = models.DateField()

    class Meta:
        constraints = [
            ends_after_it_begins("agency_name_ends_after_it_begins"),
            one_at_a_time("agency_has_one_name_at_a_time", "agency"),
        ]


class Succession(models.Model):
    """From a day on, one agency takes over dossiers, powers and numbers of another (R-0.3)."""

    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="handed_to")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="took_over_from")
    on = models.DateField()
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_is_stated_once"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="agency_does_not_succeed_itself"
            ),
        ]


class ServiceArea(models.Model):
    """A commune that an agency outside its committee serves: its police, its land registry branch."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="service_areas")
    commune = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="served_by")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            ends_after_it_begins("service_area_ends_after_it_begins"),
            one_at_a_time("service_area_is_stated_once", "agency", "commune"),
        ]


class Unit(models.Model):
    """A part of an agency under its function: "counter", "leaders", "clerk", "kinh-te" ..."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="unit_code_is_unique_in_its_agency"),
            ends_after_it_begins("unit_ends_after_it_begins"),
        ]


class Reform(models.Model):
    """What changes in agencies and units on a day, by one decision; `plan` is a `domain.succession.Plan`.

    What touches more than single units is approved by another administrator. `routes` says, once it is
    applied, who takes over from whom; the counts follow the dossiers that have passed.
    """

    class Status(models.TextChoices):
        REVIEW = "review", _("Chờ duyệt")
        APPROVED = "approved", _("Đã duyệt, chờ đến ngày")
        APPLIED = "applied", _("Đã áp dụng")
        WITHDRAWN = "withdrawn", _("Đã bỏ")

    title = models.CharField(max_length=200)
    on = models.DateField()
    decision = models.CharField(max_length=200)
    plan = models.JSONField()
    status = models.CharField(max_length=10, choices=Status)
    proposed_by = models.BigIntegerField(null=True)
    proposed_by_name = models.CharField(max_length=200)
    proposed_at = models.DateTimeField()
    approved_by_name = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True)
    remarks = models.TextField(blank=True)
    routes = models.JSONField(null=True)
    applied_at = models.DateTimeField(null=True)
    dossiers = models.PositiveIntegerField(default=0)
    dossiers_passed = models.PositiveIntegerField(default=0)
    dossiers_refused = models.PositiveIntegerField(default=0)
    passed_at = models.DateTimeField(null=True)
    people = models.JSONField(default=list)
    people_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="applied") ^ Q(applied_at__isnull=True),
                name="reform_is_applied_at_a_moment",
            ),
        ]


class UnitSuccession(models.Model):
    """One unit takes over the work of another; several do where an agency was split."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="handed_to")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="took_over_from")
    reform = models.ForeignKey(Reform, on_delete=models.PROTECT, related_name="unit_successions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "reform"], name="unit_succession_is_stated_once"
            ),
        ]


class Account(AbstractBaseUser):
    """The one personal account of a person (R-S4). What the person may do comes from posts.

    `agency` is the one whose administrator looks after the account (R-S10), also during a secondment.
    """

    class Kind(models.TextChoices):
        """The kinds of R-I16."""

        ADMINISTRATION = "administration", _("Quản trị")
        PROFESSIONAL = "professional", _("Tác nghiệp")
        TECHNICAL = "technical", _("Kỹ thuật")
        SERVICE = "service", _("Dịch vụ")

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=15, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="accounts")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PROFESSIONAL)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    password_changed_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(username=Lower("username")) & ~Q(username=""),
                name="account_username_is_lower_case",
            ),
        ]

    @property
    def is_administrator(self) -> bool:
        """Tell whether the stricter rules for administrators hold (R-I12, R-I13, R-I15)."""
        return self.kind == self.Kind.ADMINISTRATION

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        """Return the given name, which comes last."""
        return self.full_name.split()[-1] if self.full_name else self.username

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Refuse: rights come from posts and `domain/access`, never from framework permissions."""
        return False


class Assignment(models.Model):
    """A post: a role in a unit, held by a person for a time (R-A12).

    A reserve names the secondment for which it stands ready.
    """

    class Kind(models.TextChoices):
        REGULAR = "regular", _("Chính thức")
        SECONDMENT = "secondment", _("Biệt phái")
        RESERVE = "reserve", _("Dự phòng")

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20, choices=Role)
    title = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.REGULAR)
    reserve_for = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="reserves")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            ends_after_it_begins("assignment_ends_after_it_begins"),
            one_at_a_time("assignment_is_held_once_at_a_time", "account", "unit", "role"),
            models.CheckConstraint(
                condition=~Q(kind="secondment") | Q(valid_to__isnull=False),
                name="secondment_has_an_end",
            ),
        ]
        indexes = [models.Index(fields=["unit", "role"], name="assignment_unit_role")]


class Mandate(models.Model):
    """A post exercised by somebody else for a time, and how that person signs (R-B22)."""

    class Kind(models.TextChoices):
        SUBSTITUTION = "substitution", _("Thay thế")
        DELEGATION = "delegation", _("Ủy quyền")

    class SigningForm(models.TextChoices):
        DEPUTY = "KT", _("Ký thay")
        BY_ORDER = "TL", _("Thừa lệnh")
        SUB_DELEGATED = "TUQ", _("Thừa ủy quyền")
        COLLECTIVE = "TM", _("Thay mặt")

    from_assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="mandates")
    to_account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="mandates")
    kind = models.CharField(max_length=12, choices=Kind)
    signing_form = models.CharField(max_length=3, choices=SigningForm)
    basis = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            ends_after_it_begins("mandate_ends_after_it_begins"),
            one_at_a_time(
                "mandate_is_granted_once_at_a_time",
                "from_assignment",
                "to_account",
                condition=Q(revoked_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=~Q(signing_form="TUQ") | Q(valid_to__isnull=False),
                name="sub_delegation_has_an_end",
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="mandate_has_a_basis"),
        ]


class Oversight(models.Model):
    """The administrators of one agency also look after the accounts of another for a time (R-S10)."""

    overseer = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="oversees")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="overseen_by")
    basis = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            ends_after_it_begins("oversight_ends_after_it_begins"),
            one_at_a_time("oversight_is_granted_once_at_a_time", "overseer", "agency"),
            models.CheckConstraint(condition=~Q(overseer=F("agency")), name="agency_does_not_oversee_itself"),
        ]


class Session(AbstractBaseSession):
    """A browser that is signed in. Knowing whose it is lets people see and end their sessions (R-I15)."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="sessions")
    began_at = models.DateTimeField(null=True)
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Return the store whose rows these are; Django asks when it reads one."""
        store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return store


class PasswordHistory(models.Model):
    """Hashes of earlier passwords, so that administrators do not reuse the last ten (R-I12)."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="former_passwords")
    password = models.CharField(max_length=128)
    replaced_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "-replaced_at"], name="password_history_latest")]


class SignIn(models.Model):
    """The log of attempts to sign in (R-I18): who, when, from where, with what result."""

    class Outcome(models.TextChoices):
        SUCCEEDED = "succeeded", _("Thành công")
        WRONG_PASSWORD = "wrong_password", _("Sai tên đăng nhập hoặc mật khẩu")
        LOCKED = "locked", _("Đang bị khóa")
        WRONG_CODE = "wrong_code", _("Sai mã xác thực")
        SIGNED_OUT = "signed_out", _("Đăng xuất")

    at = models.DateTimeField()
    username = models.CharField(max_length=150)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="sign_ins")
    address = models.GenericIPAddressField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome)

    class Meta:
        indexes = [
            models.Index(fields=["account", "-at"], name="sign_in_account"),
            models.Index(fields=["-at"], name="sign_in_at"),
        ]
