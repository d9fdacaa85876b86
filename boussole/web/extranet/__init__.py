"""The professional's site."""
