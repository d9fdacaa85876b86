"""`boussole build_design`: make the style sheets and the script now."""

from typing import Any

import brotli
from django.core.management.base import BaseCommand

from boussole.design import assets


class Command(BaseCommand):
    """Rarely needed: the finder builds by itself. Here to see the sizes."""

    help = "Build the style sheets and the script, and print what they weigh once compressed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for name, size in assets.build().items():
            compressed = len(brotli.compress((assets.BUILT / name).read_bytes()))
            self.stdout.write(f"{name:12} {size / 1000:6.1f} kB, {compressed / 1000:5.1f} kB compressed")
