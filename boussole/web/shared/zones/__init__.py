"""Picking communes: boxes by larger area, the map, and what is typed by its name."""
