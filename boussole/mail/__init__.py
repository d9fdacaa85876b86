"""Stored messages, e-mail and SMS: written in the transaction that needs them, sent once."""
