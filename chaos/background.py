"""Something that goes on by itself while the storm lasts."""

from __future__ import annotations

import threading


class Background:
    """Subclasses say what they do in `_live`, and look at `_stop` between two gestures."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._live, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _live(self) -> None:
        raise NotImplementedError
