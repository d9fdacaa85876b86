"""Rows for tests. Fictitious people, e-mails at example.org, phone numbers kept for fiction."""

from datetime import UTC, datetime

# A Monday morning in Saint-Étienne: 10 h in Paris.
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
