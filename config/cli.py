"""`boussole …`: the one command line, a thin door to Django's commands."""

import os
import sys
import textwrap
from importlib.metadata import version

# In the order of the list that `boussole --help` prints; ours that are in no group come last, under « Other ».
GROUPS: dict[str, list[str]] = {
    "Run": ["demo", "serve", "worker", "prepare", "check"],
    "Content": ["import", "export", "load_offers", "match", "refresh_geography"],
    "People": ["create_account", "reset_second_factor"],
    "Look after": ["mail", "invariants", "audit_report", "privacy_export", "privacy_retention"],
    "Build": ["build_design", "docs"],
    "Tools of Django worth knowing": ["migrate", "shell", "dbshell", "clearsessions"],
}
# These need no database: they must answer on a machine where nothing runs.
WITHOUT_DATABASE = {"help", "match", "docs", "refresh_geography", "build_design"}
HELP: tuple[list[str], ...] = ([], ["help"], ["-h"], ["--help"])


def main() -> None:
    """Run `boussole COMMAND`, with the embedded database started when the command needs one."""
    arguments = sys.argv[1:]
    if arguments in HELP:
        print(overview())
        return
    if arguments in (["version"], ["--version"]):
        print(f"boussole {version('boussole')}, Django {version('django')}, Python {sys.version.split()[0]}")
        return
    command = arguments[0]
    only_tells = command.startswith("-") or {"-h", "--help"} & set(arguments) or command in WITHOUT_DATABASE
    if command == "demo":
        os.environ["BOUSSOLE_DEMO"] = "1"  # before the settings are read; its children inherit it
    if only_tells:
        # Help must not ask for a secret.
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_static")
    else:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        _start_database()
    from django.core.management import execute_from_command_line

    # Django hides its own list behind ours.
    execute_from_command_line(["boussole", "help"] if arguments == ["help", "--all"] else sys.argv)


def _start_database() -> None:
    from config.embedded_postgres import ensure_started
    from config.postgres_programs import NoPostgres

    try:
        ensure_started()
    except NoPostgres as refusal:
        sys.exit(str(refusal))


def overview() -> str:
    """Our commands by group, a line each."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_static")
    import django
    from django.core.management import get_commands, load_command_class

    django.setup()
    origin = get_commands()
    grouped = {name for names in GROUPS.values() for name in names}
    others = sorted(n for n, app in origin.items() if str(app).startswith("boussole.") and n not in grouped)
    lines = ["Usage: boussole COMMAND [options]     boussole COMMAND --help for one of them", ""]
    for title, names in [*GROUPS.items(), ("Other", others)]:
        known = [name for name in names if name in origin]
        if known:
            lines.append(title)
        for name in known:
            told = str(load_command_class(str(origin[name]), name).help).strip()
            sentence = told.split(". ")[0].rstrip(".")
            lines.append(f"  {name:<22}{textwrap.shorten(sentence, 90, placeholder=' …')}")
        lines += [""] if known else []
    return "\n".join([*lines, "Django's own commands: boussole help --all"])


if __name__ == "__main__":
    main()
