"""What tests change, and nothing more."""

import os

os.environ.setdefault("BOUSSOLE_LOCAL", "1")
os.environ.pop("PORT", None)  # it names the cookies of a second demo: tests know those of the first
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)

from config.settings import *  # noqa: F403

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  WhiteNoise warns of a folder that is not there
PUBLIC_ORIGIN = "http://testserver"
LINKS_MAY_BE_LOCAL = True  # tests stand on this machine alone
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES = {  # no manifest to build before a page can be tested
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# The real hasher costs 100 ms by design; its parameters have their own test.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGGING = {"version": 1, "disable_existing_loggers": True, "root": {"level": "WARNING"}}
