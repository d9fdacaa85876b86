"""Brings strikes and planted bugs into the processes of the stage, and into no other."""

import os

from django.apps import AppConfig


class ChaosConfig(AppConfig):
    name = "chaos"
    label = "chaos"

    def ready(self) -> None:
        from chaos import planted, strikes

        if bug := os.environ.get("CHAOS_PLANTED"):
            planted.BUGS[bug].plant()
        if point := os.environ.get("CHAOS_STRIKE"):
            strikes.POINTS[point]()
