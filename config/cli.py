"""`boussole …`: the one command line, a thin door to Django's commands."""

import os
import sys

# These need no database: they must answer on a machine where nothing runs.
WITHOUT_DATABASE = {"help", "version", "match", "refresh_geography", "build_design", "compilemessages"}


def main() -> None:
    """Run `boussole COMMAND`, with the embedded database started when the command needs one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    asks_for_help = {"-h", "--help"} & set(sys.argv[1:])
    if command not in WITHOUT_DATABASE and not asks_for_help and not command.startswith("-"):
        from config.embedded_postgres import NoPostgres, ensure_started

        try:
            ensure_started()
        except NoPostgres as refusal:
            sys.exit(str(refusal))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
