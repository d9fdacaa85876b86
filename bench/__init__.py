"""Repeatable measurements at the scale of the country. `make bench`; read bench/README.md."""
