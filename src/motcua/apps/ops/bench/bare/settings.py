"""Settings of the yardstick: no middleware, one connection a thread kept open."""

import os

from psycopg.conninfo import conninfo_to_dict

_given = conninfo_to_dict(os.environ.get("DATABASE_URL", ""))

SECRET_KEY = "of nothing worth keeping"  # noqa: S105
PRODUCTION = DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["motcua.apps.ops.bench.bare"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "motcua.apps.ops.bench.bare.urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _given.get("dbname", ""),
        "USER": _given.get("user", ""),
        "PASSWORD": _given.get("password", ""),
        "HOST": _given.get("host", ""),
        "PORT": _given.get("port", ""),
        "CONN_MAX_AGE": None,
    }
}
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LOGGING: dict[str, object] = {"version": 1}
