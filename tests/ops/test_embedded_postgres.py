"""The database that starts by itself: kept between runs, shared, and never left behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded_postgres import LONGEST_SOCKET_FOLDER, Server, socket_folder
from config.postgres_programs import NoPostgres, binaries, major_version
from tests.ops.running import ROOT, data_folder, eventually, is_alive, postmaster, python, started

# A user of the server: says where it is, then works until somebody speaks to it.
USER = [
    sys.executable,
    "-c",
    "import sys; from pathlib import Path; from config.embedded_postgres import Server\n"
    "print(Server(Path(sys.argv[1])).start().url(), flush=True); sys.stdin.readline()",
]
ONE_START = (
    "import sys, psycopg; from pathlib import Path; from config.embedded_postgres import Server\n"
    "url = Server(Path(sys.argv[1])).start().url()\n"
    "print(psycopg.connect(url).execute('select version()').fetchone()[0])"
)
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")


@pytest.fixture
def data() -> Iterator[Path]:
    with data_folder() as folder:
        yield folder


def rows(server: Server) -> list[int]:
    with psycopg.connect(server.url()) as connection:
        return [n for (n,) in connection.execute("select n from kept order by n")]


def test_data_are_kept_from_one_run_to_the_next_and_the_stop_is_clean(data: Path) -> None:
    assert not Server(data).is_used()
    first = Server(data).start()
    assert Server(data).is_used()
    with psycopg.connect(first.url()) as connection:
        connection.execute("create table kept as select generate_series(1, 3) n")
    first.leave()
    assert (postmaster(data), Server(data).is_used()) == (None, False)
    assert "database system is shut down" in (data / "postgresql.log").read_text()

    second = Server(data).start()
    assert rows(second) == [1, 2, 3]
    second.leave()


def test_what_was_committed_survives_the_death_of_the_server(data: Path) -> None:
    server = Server(data).start()
    with psycopg.connect(server.url()) as connection:
        connection.execute("create table kept as select generate_series(1, 3) n")
    os.kill(postmaster(data) or 0, signal.SIGKILL)

    again = Server(data).start()
    assert rows(again) == [1, 2, 3]
    assert "automatic recovery in progress" in (data / "postgresql.log").read_text()
    again.leave()
    server.leave()


def test_two_processes_share_it_and_the_last_to_leave_stops_it(data: Path) -> None:
    with started([*USER, str(data)]) as one, started([*USER, str(data)]) as two:
        assert one.stdout
        assert two.stdout
        assert one.stdout.readline() == two.stdout.readline() != ""
        one.communicate("bye\n")
        assert postmaster(data) is not None
        two.communicate("bye\n")
        assert postmaster(data) is None


def test_it_stops_when_its_only_user_is_killed(data: Path) -> None:
    with started([*USER, str(data)]) as user:
        assert user.stdout
        assert user.stdout.readline()
        server = postmaster(data)
        assert server
        user.send_signal(signal.SIGKILL)
        user.wait()
    assert eventually(lambda: not is_alive(server))
    assert not Server(data).is_used()


def test_durability_is_asked_of_the_server_and_personal_data_stay_out_of_its_log(data: Path) -> None:
    server = Server(data).start()
    with psycopg.connect(server.url(), autocommit=True) as connection:
        shown = {
            name: connection.execute("select current_setting(%s)", [name]).fetchone()
            for name in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums")
        }
        with pytest.raises(psycopg.errors.UndefinedTable):
            connection.execute("select 'Lina Bertin' from nowhere")
        # No collation of a language: letters with accents have their capitals all the same.
        assert connection.execute("select upper('éœ')").fetchone() == ("ÉŒ",)
    server.leave()
    assert shown == dict.fromkeys(shown, ("on",))
    assert "Lina Bertin" not in (data / "postgresql.log").read_text()


def test_a_path_with_spaces_quotes_and_accents_is_a_path_like_another() -> None:
    with data_folder("mes données d'été") as data:
        server = Server(data).start()
        assert server.sockets == data / "sockets"
        with psycopg.connect(server.url()) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        server.leave()


def test_a_path_too_long_for_a_socket_puts_it_in_the_temporary_folder() -> None:
    with data_folder("a" * 60 + "/" + "b" * 60) as data:
        server = Server(data).start()
        assert len(str(server.sockets)) <= LONGEST_SOCKET_FOLDER
        assert not server.sockets.is_relative_to(data)
        with psycopg.connect(server.url()) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        server.leave()
        server.sockets.rmdir()


def test_somebody_elses_socket_folder_is_refused() -> None:
    with data_folder("a" * 120) as data:
        squatted = socket_folder(data)
        squatted.mkdir(mode=0o777)
        squatted.chmod(0o777)
        try:
            with pytest.raises(NoPostgres, match="must be yours and closed to others"):
                Server(data).start()
        finally:
            squatted.rmdir()


def test_a_first_run_that_was_killed_half_way_is_made_again(data: Path) -> None:
    (data / "postgresql.new").mkdir(parents=True)
    (data / "postgresql.new" / "PG_VERSION").write_text("18\n")
    Server(data).start().leave()
    assert (data / "postgresql" / "PG_VERSION").exists()


def test_data_of_another_postgresql_are_left_alone(data: Path) -> None:
    Server(data).start().leave()
    (data / "postgresql" / "PG_VERSION").write_text("12\n")
    with pytest.raises(NoPostgres, match="was made by PostgreSQL 12"):
        Server(data).start()


# --- The doors of the binaries -----------------------------------------------------------------------
DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
WHERE = "from config.postgres_programs import binaries; print(binaries())"


def test_the_package_gives_the_binaries() -> None:
    found = python(WHERE).stdout.strip()
    assert found.endswith("embedded_postgres/pginstall/bin")
    assert major_version(Path(found)) >= 18


@pytest.mark.skipif(not DEBIAN, reason="no PostgreSQL of Debian's on this machine")
def test_pg_bindir_names_other_binaries(data: Path) -> None:
    ran = python(ONE_START, str(data), PG_BINDIR=str(DEBIAN[-1]))
    assert ran.stdout.startswith(f"PostgreSQL {DEBIAN[-1].parent.name}."), ran.stderr


@pytest.mark.skipif(not DEBIAN, reason="no PostgreSQL of Debian's on this machine")
def test_without_the_package_those_of_the_machine_are_found() -> None:
    # -S: without the environment's packages
    command = [sys.executable, "-S", "-c", WHERE]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == str(DEBIAN[-1])


def test_a_wrong_pg_bindir_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BINDIR", "/nowhere")
    with pytest.raises(NoPostgres, match="PG_BINDIR is /nowhere, and there is no postgres in it"):
        binaries()


# --- As whom it runs -----------------------------------------------------------------------------------
def runner_of(data: Path, path: str) -> dict[str, object]:
    """Start once with this PATH; tell who owned the files, and what the server said."""
    code = (
        f"{ONE_START}\nimport json, os\n"
        "print(json.dumps(os.stat(sys.argv[1] + '/postgresql').st_uid))"
    )  # fmt: skip
    ran = python(code, str(data), PATH=path)
    said = ran.stdout.splitlines()
    assert len(said) == 2, ran.stderr
    return {"version": said[0].split()[0], "owner": json.loads(said[1])}


@only_root
def test_root_runs_it_in_a_namespace_then_as_nobody_where_that_is_forbidden(
    data: Path, tmp_path: Path
) -> None:
    namespace = python("from config.postgres_programs import identity; print(identity().prefix[0])")
    if namespace.stdout.strip() == "unshare":
        assert runner_of(data, os.environ["PATH"]) == {"version": "PostgreSQL", "owner": 0}
    # A container without namespaces, as far as we can see: `unshare` is not found.
    for tool in ("setpriv", "true", "sh", "locale"):
        if where := shutil.which(tool):
            (tmp_path / tool).symlink_to(where)
    assert runner_of(data, str(tmp_path)) == {"version": "PostgreSQL", "owner": 65534}
    # And back: the files follow.
    assert runner_of(data, os.environ["PATH"])["version"] == "PostgreSQL"


@only_root
def test_an_ordinary_user_runs_it_too() -> None:
    packages = next(p for p in sys.path if p.endswith("site-packages"))
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/usr/bin/python3"]
    with data_folder() as data:
        data.parent.chmod(0o777)
        command = [*as_nobody, "-c", ONE_START, str(data)]
        environment = {"PYTHONPATH": f"{ROOT}:{packages}", "PATH": os.environ["PATH"]}
        if subprocess.run([*as_nobody, "-c", "import psycopg"], env=environment, cwd="/", check=False,
                          capture_output=True).returncode:  # fmt: skip
            pytest.skip("the environment is in a folder closed to other users, or of another Python")
        ran = subprocess.run(command, env=environment, cwd="/", capture_output=True, text=True)
        assert ran.stdout.startswith("PostgreSQL"), ran.stderr
        assert (data / "postgresql").stat().st_uid == 65534
        assert not eventually(lambda: postmaster(data), seconds=0.2)


@only_root
def test_a_folder_of_another_user_is_refused_in_one_sentence() -> None:
    packages = next(p for p in sys.path if p.endswith("site-packages"))
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/usr/bin/python3"]
    code = (
        "import sys; from pathlib import Path; from config.embedded_postgres import Server, NoPostgres\n"
        "try: Server(Path(sys.argv[1])).start()\n"
        "except NoPostgres as refusal: print(refusal)"
    )
    with data_folder() as data:
        data.parent.chmod(0o755)
        Server(data).start().leave()
        environment = {"PYTHONPATH": f"{ROOT}:{packages}", "PATH": os.environ["PATH"]}
        ran = subprocess.run(
            [*as_nobody, "-c", code, str(data)], env=environment, cwd="/", capture_output=True, text=True
        )
        if "ModuleNotFoundError" in ran.stderr or "can't open" in ran.stderr:
            pytest.skip("the environment is in a folder closed to other users")
        assert "belongs to another user" in ran.stdout, ran.stderr
