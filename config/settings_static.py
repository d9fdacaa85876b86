"""For tools that only read the code (mypy): no database, no secret."""

import os

os.environ.setdefault("BOUSSOLE_LOCAL", "1")
os.environ.setdefault("SECRET_KEY", "static-analysis-only")
os.environ.setdefault("DATABASE_URL", "postgresql://nobody@nowhere/none")

from config.settings import *  # noqa: F403
