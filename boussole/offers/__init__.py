"""Offers, their criteria, and the table that makes matching fast."""
