"""Start a PostgreSQL server of our own for the tests, where its programs are installed."""

from __future__ import annotations

import glob
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["find_programs", "running_postgres"]


def find_programs() -> Path | None:
    """Give the folder of initdb and pg_ctl, None where PostgreSQL is not installed."""
    given = os.environ.get("EVERYNAME_PG_BIN")
    places = [given] if given else sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)
    on_path = shutil.which("pg_ctl")
    places += [str(Path(on_path).parent)] if on_path else []
    return next((Path(place) for place in places if (Path(place) / "initdb").exists()), None)


@contextmanager
def running_postgres(programs: Path) -> Iterator[str]:
    """Give the address of an empty database on a server that lives as long as the block."""
    with tempfile.TemporaryDirectory(prefix="everyname-pg-") as folder:
        data = Path(folder) / "data"
        as_user: list[str] = []
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(folder, "postgres", "postgres")
            as_user = ["runuser", "-u", "postgres", "--"]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        quiet = {"stdout": subprocess.DEVNULL, "check": True, "cwd": folder}
        subprocess.run([*as_user, programs / "initdb", "-D", data, "-A", "trust", "-U", "tests"], **quiet)
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        pg_ctl = [*as_user, programs / "pg_ctl", "-D", data, "-w", "-l", Path(folder) / "log"]
        subprocess.run([*pg_ctl, "-o", options, "start"], **quiet)
        try:
            yield f"postgresql+psycopg://tests@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*pg_ctl, "-m", "immediate", "stop"], **quiet)
