"""The product's settings on the stage of the chaos. Production has no switch: all of them are in this package."""

import os

os.environ.setdefault("BOUSSOLE_LOCAL", "1")
os.environ.setdefault("SECRET_KEY", "only-for-chaos-" + "x" * 50)
os.environ.setdefault("LOG_LEVEL", "WARNING")

from config.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "chaos"]  # noqa: F405
TRUSTED_PROXIES = 1  # each young person comes from an address of their own
SECOND_FACTOR_REQUIRED = False
DEMO_CLOCK_FILE = str(DATA_DIR / "demo-clock")  # noqa: F405  the harness lets hours pass once it is calm again
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  WhiteNoise warns of a folder that is not there
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if os.environ.get("CHAOS_PLANTED") == "asynchronous-commit":
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"  # noqa: F405
