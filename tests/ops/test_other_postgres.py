"""DATABASE_URL: the same product on a PostgreSQL server that we did not start, the oldest that we accept."""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.postgres_programs import identity
from tests.ops.running import boussole, data_folder, eventually, free_port, started
from tests.ops.test_settings import DEPLOYED

OLDEST = Path("/usr/lib/postgresql/15/bin")
pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(
        not (OLDEST / "postgres").exists(), reason="no PostgreSQL 15 on this machine (Debian's postgresql-15)"
    ),
]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server as a host gives one: over TCP, with a password, and a database owned by a plain role."""
    port = free_port()
    with data_folder() as data:
        data.mkdir()
        secret = data / "password"
        secret.write_text("administrator")
        if identity().uid:
            os.chown(data, identity().uid, -1)

        def run(program: str, *arguments: str) -> None:
            command = [*identity().prefix, str(OLDEST / program), "-D", str(data / "c"), *arguments]
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

        run("initdb", "-U", "admin", "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8",
            "--locale=C.UTF-8", "--data-checksums")  # fmt: skip
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        run("pg_ctl", "-w", "-l", str(data / "log"), "-o", options, "start")
        try:
            admin = f"postgresql://admin:administrator@127.0.0.1:{port}/postgres"
            with psycopg.connect(admin, autocommit=True) as connection:
                connection.execute("create role app login password 'p@ss word'")
                connection.execute("create database boussole owner app")
            yield f"postgresql://app:p%40ss%20word@127.0.0.1:{port}/boussole"
        finally:
            run("pg_ctl", "-w", "-m", "fast", "stop")
            shutil.rmtree(data)


@pytest.fixture(scope="module")
def prepared(url: str) -> str:
    ran = boussole("prepare", **DEPLOYED | {"DATABASE_URL": url})
    assert ran.returncode == 0, ran.stderr
    return url


def test_a_plain_role_that_owns_its_database_is_enough(prepared: str) -> None:
    with psycopg.connect(prepared) as connection:
        assert connection.execute("show server_version_num").fetchone()[0].startswith("15")
        assert connection.execute("select count(*) > 30 from django_migrations").fetchone() == (True,)


def test_its_durability_is_read_back(prepared: str) -> None:
    environment = DEPLOYED | {"DATABASE_URL": prepared}
    with psycopg.connect(prepared) as connection:
        connection.execute("alter role app set synchronous_commit = off")
    ran = boussole("check", "--database", "default", **environment)
    with psycopg.connect(prepared) as connection:
        connection.execute("alter role app reset synchronous_commit")
    # The only fault: everything else is as it must be.
    assert re.findall(r"boussole\.E\d+", ran.stderr) == ["boussole.E012"]


def test_content_is_loaded_the_worker_works_and_no_server_of_ours_is_started(prepared: str) -> None:
    with data_folder() as elsewhere:
        environment = DEPLOYED | {"DATABASE_URL": prepared, "BOUSSOLE_DATA": str(elsewhere)}
        loaded = boussole("import", "content/national", **environment)
        assert loaded.returncode == 0, loaded.stderr
        ran = boussole("worker", "--once", **environment)
        assert ran.returncode == 0, ran.stderr
        assert ran.stdout.startswith("Worker ready: every queue, 4 at once")
        assert not (elsewhere / "postgresql").exists()


def test_the_server_of_a_deployment_writes_json_lines_and_no_secret(prepared: str) -> None:
    port = free_port()
    environment = DEPLOYED | {"DATABASE_URL": prepared, "PORT": str(port)}
    address = f"http://127.0.0.1:{port}"
    with started([sys.executable, "-m", "config.cli", "serve", "--workers", "1"], **environment) as server:
        assert eventually(lambda: answers(f"{address}/health/"), 30)
        # Behind no proxy and in plain HTTP: refused or redirected, and noted.
        answers(f"{address}/suivi/AbCdEfGh1234567890secret/")
        answers(f"{address}/health/", host="evil.example")
        server.terminate()
        written, _ = server.communicate(timeout=20)
        assert server.returncode == 0
    lines = [json.loads(line) for line in written.splitlines()]
    assert {line.keys() >= {"time", "level", "logger", "message"} for line in lines} == {True}
    assert "AbCdEfGh1234567890secret" not in written
    assert any("evil.example" in line["message"] for line in lines)


def answers(address: str, host: str = "boussole.example.org") -> bool:
    """Whether something is listening there, whatever it says."""
    try:
        request = urllib.request.Request(address, headers={"Host": host, "X-Forwarded-Proto": "https"})
        urllib.request.urlopen(request, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
