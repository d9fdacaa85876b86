"""What the code says of its own schedule and of its states."""

import inspect
import re
from operator import itemgetter

from django.apps import apps
from django.db import models
from procrastinate.contrib.django import app

from boussole.core.reference_pages import folder, page, table

# What people say of the schedules in use; a new one must be added here, or the page shows its cron.
IN_WORDS = {
    "* * * * * */20": "every 20 seconds",
    "* * * * *": "every minute",
    "*/5 * * * *": "every 5 minutes",
    "1 * * * *": "every hour, at one minute past",
    "*/15 * * * *": "every 15 minutes",
}


@page("schedule.md")
def schedule() -> str:
    """Everything that happens without anybody asking, and when."""
    rows: list[list[str]] = []
    for periodic in app.periodic_registry.periodic_tasks.values():
        said = inspect.getdoc(periodic.task.func) or ""
        rows.append([_when(periodic.cron), f"`{periodic.task.name}`", said.partition("\n\n")[0]])
    return "\n\n".join(
        [
            "# What the worker does by itself",
            "Hours are in UTC. A worker that was off at the hour does it when it comes back within ten"
            " minutes, and otherwise the next time.",
            table(["When", "Task", "What"], sorted(rows, key=itemgetter(1))),
        ]
    )


def _when(cron: str) -> str:
    minute, hour, *rest = cron.split()
    if minute.isdigit() and hour.isdigit() and rest == ["*", "*", "*"]:
        return f"every day at {int(hour):02d}:{int(minute):02d}"
    return IN_WORDS.get(cron, f"`{cron}`")


@folder("states")
def states() -> dict[str, str]:
    """One diagram for each model that has moves, and the page that lists them."""
    stateful = [model for model in apps.get_models() if hasattr(model, "MOVES")]
    stateful.sort(key=lambda model: model._meta.label)
    return {"README.md": _list_of(stateful), **{_file(model): _diagram(model) for model in stateful}}


def _list_of(stateful: list[type[models.Model]]) -> str:
    lines = [f"- [{_title(model)}]({_file(model)})" for model in stateful]
    said = "Only `move_to` changes a status; it refuses any move that is not drawn here."
    return "\n\n".join(["# States and moves", said, "\n".join(lines)])


def _diagram(model: type[models.Model]) -> str:
    moves = model.MOVES  # type: ignore[attr-defined]
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{status.label}" as {status.value}' for status in moves]
    lines += [f"    [*] --> {model().status}"]  # type: ignore[attr-defined]
    for status, targets in moves.items():
        lines += [f"    {status.value} --> {target.value}" for target in sorted(targets, key=str)]
        if not targets:
            lines += [f"    {status.value} --> [*]"]
    diagram = "\n".join(lines)
    said = inspect.cleandoc(model.__doc__ or "").partition("\n\n")[0]
    return f"# {_title(model)}\n\n{said}\n\n```mermaid\n{diagram}\n```"


def _title(model: type[models.Model]) -> str:
    name = str(model._meta.verbose_name)
    return f"{name[:1].upper()}{name[1:]} (`{model._meta.label}`)"


def _file(model: type[models.Model]) -> str:
    """`ContactRequest`: contact_request.md."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower() + ".md"
