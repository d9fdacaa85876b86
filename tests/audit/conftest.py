"""The trace of these tests knows two codes, and no module's."""

import pytest

from boussole.audit import vocabulary


@pytest.fixture(autouse=True)
def _two_codes(monkeypatch):
    monkeypatch.setattr(vocabulary, "_codes", {"test.opened", "test.closed"})
