"""`make reset`: remove the data folder. The standard library alone: it works before anything is installed."""

import shutil
import sys
from pathlib import Path

from config.embedded_postgres import Server, data_folder

# What we put there ourselves; a folder with anything else in it was not made by us.
OURS = ("postgresql*", "sockets", "secret-key", "static", "files", "demo*", "mail*", "bench")


def main() -> None:
    """Remove the folder of BOUSSOLE_DATA, unless something uses it or something else lives in it."""
    folder = data_folder()
    if not folder.exists():
        print(f"Nothing to remove: {folder} does not exist.")
        return
    # `make bench` keeps databases of its own below.
    servers = [Server(data) for data in (folder, *folder.glob("bench/*"))]
    if any(server.is_used() for server in servers):
        sys.exit(f"Something still uses {folder}: stop the demo (or the tests) first.")
    for server in servers:
        server.wait_for_guard()
    if foreign := sorted(p.name for p in folder.iterdir() if not any(p.match(ours) for ours in OURS)):
        sys.exit(f"{folder} holds what we did not put there ({', '.join(foreign)}): remove it by hand.")
    print(f"Removing {folder}: {_size(folder)} MB, the database and the stored files.")
    shutil.rmtree(folder)


def _size(folder: Path) -> int:
    return sum(p.lstat().st_size for p in folder.rglob("*") if p.is_file()) // 1_000_000


if __name__ == "__main__":
    main()
