"""The young person's site."""
