"""The trail: who did what, when, in ids and codes."""
