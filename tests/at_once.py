"""Several gestures at the same instant, each on its own connection. For tests with real transactions."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections, transaction

from boussole.core.moves import MoveRefused


def at_once(*gestures: Callable[[], object], in_transactions: bool = False) -> list[bool]:
    """Make these gestures together; which were done, the others having been refused in words.

    `in_transactions`: each begins its transaction before it starts, so that none can be over before another begins.
    """
    together = Barrier(len(gestures))

    def make(gesture: Callable[[], object]) -> bool:
        try:
            if in_transactions:
                with transaction.atomic():
                    together.wait()
                    gesture()
            else:
                together.wait()
                gesture()
        except MoveRefused:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(gestures)) as pool:
        return list(pool.map(make, gestures))
