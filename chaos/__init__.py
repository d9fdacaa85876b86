"""Kills the product's processes under load, then judges what is left. `make chaos`; read chaos/README.md."""
