"""Agencies, units, accounts, posts and mandates. Periods never overlap: exclusion constraints over
`daterange`, for which PostgreSQL needs its own extension btree_gist.
"""

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=60, unique=True)),
                ("full_name", models.CharField(max_length=100)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=15)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("administration", "Quản trị"),
                            ("professional", "Tác nghiệp"),
                            ("technical", "Kỹ thuật"),
                            ("service", "Dịch vụ"),
                        ],
                        default="professional",
                        max_length=20,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("must_change_password", models.BooleanField(default=True)),
                ("password_changed_at", models.DateTimeField(null=True)),
                ("last_seen_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("username", django.db.models.functions.text.Lower("username")),
                            models.Q(("username", ""), _negated=True),
                        ),
                        name="account_username_is_lower_case",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("province_committee", "Ủy ban nhân dân tỉnh"),
                            ("office", "Văn phòng"),
                            ("service_center", "Trung tâm Phục vụ hành chính công"),
                            ("department", "Sở"),
                            ("inspectorate", "Thanh tra"),
                            ("management_board", "Ban quản lý"),
                            ("vertical", "Cơ quan ngành dọc"),
                            ("post", "Bưu chính công ích"),
                            ("land_registry", "Văn phòng Đăng ký đất đai"),
                            ("land_branch", "Chi nhánh Văn phòng Đăng ký đất đai"),
                            ("school", "Cơ sở giáo dục"),
                            ("district_committee", "Ủy ban nhân dân cấp huyện"),
                            ("commune_committee", "Ủy ban nhân dân cấp xã"),
                            ("commune_police", "Công an cấp xã"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("province", "Cấp tỉnh"), ("district", "Cấp huyện"), ("commune", "Cấp xã")],
                        max_length=10,
                    ),
                ),
                ("identifier", models.CharField(blank=True, max_length=35)),
                ("legacy_identifier", models.CharField(blank=True, max_length=20)),
                ("administrative_code", models.CharField(blank=True, max_length=5)),
                ("name", models.CharField(max_length=200)),
                ("short_name", models.CharField(max_length=60)),
                ("abbreviation", models.CharField(blank=True, max_length=20)),
                ("calendar_code", models.SlugField(default="vn", max_length=20)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organization.agency",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="account",
            name="agency",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accounts",
                to="organization.agency",
            ),
        ),
        migrations.CreateModel(
            name="AgencyName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("short_name", models.CharField(max_length=60)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_names",
                        to="organization.agency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reception", "Công chức tiếp nhận hồ sơ"),
                            ("return_desk", "Công chức trả kết quả, thu phí"),
                            ("specialist", "Chuyên viên thụ lý"),
                            ("division_head", "Trưởng, phó phòng"),
                            ("leader", "Lãnh đạo cơ quan"),
                            ("clerk", "Văn thư"),
                            ("land_officer", "Viên chức Văn phòng Đăng ký đất đai"),
                            ("land_head", "Giám đốc Văn phòng Đăng ký đất đai, Chi nhánh"),
                            ("police_officer", "Cán bộ công an thụ lý"),
                            ("police_chief", "Chỉ huy công an"),
                            ("office_specialist", "Chuyên viên Văn phòng UBND tỉnh"),
                            ("office_head", "Lãnh đạo Văn phòng UBND tỉnh"),
                            ("chairman", "Chủ tịch, Phó Chủ tịch UBND"),
                            ("province_admin", "Quản trị hệ thống của tỉnh"),
                            ("unit_admin", "Quản trị của cơ quan"),
                            ("procedure_control", "Đầu mối kiểm soát thủ tục hành chính"),
                            ("inspector", "Lãnh đạo, thanh tra xem báo cáo"),
                            ("post_operator", "Nhân viên bưu chính công ích"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("regular", "Chính thức"),
                            ("secondment", "Biệt phái"),
                            ("reserve", "Dự phòng"),
                        ],
                        default="regular",
                        max_length=12,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("substitution", "Thay thế"), ("delegation", "Ủy quyền")], max_length=12
                    ),
                ),
                (
                    "signing_form",
                    models.CharField(
                        choices=[
                            ("KT", "Ký thay"),
                            ("TL", "Thừa lệnh"),
                            ("TUQ", "Thừa ủy quyền"),
                            ("TM", "Thay mặt"),
                        ],
                        max_length=3,
                    ),
                ),
                ("basis", models.CharField(max_length=200)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "from_assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="organization.assignment",
                    ),
                ),
                (
                    "to_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PasswordHistory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128)),
                ("replaced_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_passwords",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ServiceArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="service_areas",
                        to="organization.agency",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="served_by",
                        to="organization.agency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("username", models.CharField(max_length=150)),
                ("address", models.GenericIPAddressField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("succeeded", "Thành công"),
                            ("wrong_password", "Sai tên đăng nhập hoặc mật khẩu"),
                            ("locked", "Đang bị khóa"),
                            ("wrong_code", "Sai mã xác thực"),
                            ("signed_out", "Đăng xuất"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_ins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("decision", models.CharField(blank=True, max_length=200)),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handed_to",
                        to="organization.agency",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="took_over_from",
                        to="organization.agency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="organization.agency",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="assignment",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="organization.unit",
            ),
        ),
        migrations.AddIndex(
            model_name="agency",
            index=models.Index(fields=["kind", "key"], name="agency_kind"),
        ),
        migrations.AddIndex(
            model_name="agency",
            index=models.Index(fields=["administrative_code"], name="agency_administrative_code"),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                ),
                name="agency_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("identifier", ""), _negated=True),
                expressions=[
                    ("identifier", "="),
                    (models.Func(models.F("valid_from"), models.F("valid_to"), function="daterange"), "&&"),
                ],
                name="agency_identifier_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("identifier", ""),
                    ("identifier__regex", "^[A-Z]\\d{2}(\\.[0-9A-Z]{1,10})*$"),
                    _connector="OR",
                ),
                name="agency_identifier_is_well_formed",
            ),
        ),
        migrations.AddConstraint(
            model_name="agencyname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                ),
                name="agency_name_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="agencyname",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("agency", "="),
                    (models.Func(models.F("valid_from"), models.F("valid_to"), function="daterange"), "&&"),
                ],
                name="agency_has_one_name_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                ),
                name="mandate_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("revoked_at__isnull", True)),
                expressions=[
                    ("from_assignment", "="),
                    ("to_account", "="),
                    (models.Func(models.F("valid_from"), models.F("valid_to"), function="daterange"), "&&"),
                ],
                name="mandate_is_granted_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signing_form", "TUQ"), _negated=True),
                    ("valid_to__isnull", False),
                    _connector="OR",
                ),
                name="sub_delegation_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis", ""), _negated=True), name="mandate_has_a_basis"
            ),
        ),
        migrations.AddIndex(
            model_name="passwordhistory",
            index=models.Index(fields=["account", "-replaced_at"], name="password_history_latest"),
        ),
        migrations.AddConstraint(
            model_name="servicearea",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                ),
                name="service_area_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicearea",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("agency", "="),
                    ("commune", "="),
                    (models.Func(models.F("valid_from"), models.F("valid_to"), function="daterange"), "&&"),
                ],
                name="service_area_is_stated_once",
            ),
        ),
        migrations.AddIndex(
            model_name="signin",
            index=models.Index(fields=["account", "-at"], name="sign_in_account"),
        ),
        migrations.AddIndex(
            model_name="signin",
            index=models.Index(fields=["-at"], name="sign_in_at"),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.UniqueConstraint(
                fields=("predecessor", "successor"), name="succession_is_stated_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.CheckConstraint(
                condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                name="agency_does_not_succeed_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                fields=("agency", "code"), name="unit_code_is_unique_in_its_agency"
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                ),
                name="unit_ends_after_it_begins",
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["unit", "role"], name="assignment_unit_role"),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                ),
                name="assignment_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("account", "="),
                    ("unit", "="),
                    ("role", "="),
                    (models.Func(models.F("valid_from"), models.F("valid_to"), function="daterange"), "&&"),
                ],
                name="assignment_is_held_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "secondment"), _negated=True),
                    ("valid_to__isnull", False),
                    _connector="OR",
                ),
                name="secondment_has_an_end",
            ),
        ),
        migrations.RunSQL(
            "SELECT audit_protect('organization_signin')", "SELECT audit_release('organization_signin')"
        ),
    ]
