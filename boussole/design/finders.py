"""Which static files exist: ours. The 17 MB of the design system's package stay where they are."""

from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.core.files.storage import FileSystemStorage

from boussole.design.assets import ensure_built


class OwnStaticFilesFinder(AppDirectoriesFinder):
    """The `static/` folders of our own applications, the built one included, which it makes when needed."""

    def __init__(self, app_names: list[str] | None = None, *args: Any, **kwargs: Any) -> None:
        ensure_built()
        super().__init__(app_names, *args, **kwargs)
        self.apps: list[str] = [name for name in self.apps if name.startswith("boussole.")]
        self.storages: dict[str, FileSystemStorage] = {name: self.storages[name] for name in self.apps}
