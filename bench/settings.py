"""The product's settings, with the two views that the measures compare it to."""

import os

os.environ.setdefault("BOUSSOLE_LOCAL", "1")
os.environ.setdefault("SECRET_KEY", "only-for-measures-" + "x" * 50)
os.environ.setdefault("LOG_LEVEL", "ERROR")

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
TRUSTED_PROXIES = 1  # each measured filing comes from its own address
SECOND_FACTOR_REQUIRED = False
DATABASES["default"]["OPTIONS"]["options"] = "-c statement_timeout=600s -c lock_timeout=5s"  # noqa: F405
