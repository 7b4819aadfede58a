from __future__ import annotations

import os
import resource
import signal
import socket
import stat
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from everyname.errors import EverynameError
from everyname.ledger import agent

SECRET = "AGE-SECRET-KEY-1" + "Q" * 58


@pytest.fixture
def folder(keys_home: Path) -> Iterator[Path]:
    made = keys_home / "keys"
    made.mkdir(mode=0o700)
    yield made
    agent.forget(made)


def process_of(folder: Path) -> int:
    """Give the process that listens on a folder's socket."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(agent.socket_path(folder)))
        return int(struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0])


def until_ended(process: int) -> None:
    for _ in range(400):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("the agent is still there")


def test_the_secret_is_given_until_it_is_to_be_forgotten(folder: Path) -> None:
    """The agent gives the secret any number of times, and after `forget` it is gone with its process."""
    agent.start(folder, SECRET, 600)
    process = process_of(folder)
    assert [agent.ask(folder), agent.ask(folder)] == [SECRET, SECRET]
    assert 0 < (agent.seconds_left(folder) or 0) <= 600
    assert stat.S_IMODE(agent.socket_path(folder).stat().st_mode) == 0o600
    assert agent.forget(folder)
    until_ended(process)
    assert agent.ask(folder) == ""
    assert not agent.socket_path(folder).exists()
    assert not agent.forget(folder)


def test_idle_time_ends_it(folder: Path) -> None:
    """When nobody asked for long enough the secret is gone; asking how long it is held is no use of it."""
    agent.start(folder, SECRET, 0.3)
    process = process_of(folder)
    while agent.seconds_left(folder) is not None:
        time.sleep(0.02)
    assert agent.ask(folder) == ""
    until_ended(process)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_killed_agent_gives_nothing_and_another_takes_its_place(folder: Path, how: signal.Signals) -> None:
    """After a kill the keys are locked; unlocking again works though the old socket may still lie there."""
    agent.start(folder, SECRET, 600)
    process = process_of(folder)
    os.kill(process, how)
    until_ended(process)
    assert agent.ask(folder) == ""
    assert agent.socket_path(folder).exists() == (how == signal.SIGKILL)
    agent.start(folder, SECRET[::-1], 600)
    assert agent.ask(folder) == SECRET[::-1]


def test_unlocking_again_ends_the_agent_before(folder: Path) -> None:
    """There is one agent for a folder: an older one does not go on holding the secret."""
    agent.start(folder, SECRET, 600)
    process = process_of(folder)
    agent.start(folder, SECRET, 60)
    until_ended(process)
    assert (agent.seconds_left(folder) or 0) <= 60


def test_an_agent_whose_socket_is_gone_ends(folder: Path) -> None:
    """Nobody can lock an agent that nobody can reach, so it ends by itself."""
    agent.start(folder, SECRET, 600)
    process = process_of(folder)
    agent.socket_path(folder).unlink()
    until_ended(process)


def test_the_secret_can_be_dumped_nowhere(folder: Path) -> None:
    """No core file, no trace by others, the page locked in memory, and no word of it in the command line."""
    agent.start(folder, SECRET, 600)
    about = Path("/proc") / str(process_of(folder))
    assert SECRET.encode() not in (about / "cmdline").read_bytes()
    limits = (about / "limits").read_text(encoding="ascii")
    assert next(line for line in limits.splitlines() if "core file" in line).split()[4:6] == ["0", "0"]
    if resource.getrlimit(resource.RLIMIT_MEMLOCK)[0] >= 4096:
        locked = next(
            line for line in (about / "status").read_text(encoding="ascii").splitlines() if "VmLck" in line
        )
        assert int(locked.split()[1]) >= 4
    assert (about / "status").stat().st_uid == 0  # what may not be dumped belongs to root there


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
def test_another_user_is_given_nothing(folder: Path) -> None:
    """Even where the socket's own rights were lost, a process of another user gets no answer."""
    agent.start(folder, SECRET, 600)
    for path in (folder, agent.socket_path(folder)):
        path.chmod(0o777)
    code = (
        f"import os, socket\nos.chdir({str(folder)!r})\nos.setuid(65534)\n"
        "line = socket.socket(socket.AF_UNIX)\n"
        "line.connect('agent.sock')\n"
        "try:\n    line.sendall(b'give\\n')\n    print(line.recv(4096))\n"
        "except (ConnectionResetError, BrokenPipeError):\n    print(b'')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "b''\n"
    assert agent.ask(folder) == SECRET


def test_the_users_own_runtime_folder_is_used_only_if_it_is_private(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run-time folder that others may enter is passed over."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    tmp_path.chmod(0o700)
    assert agent.socket_path(folder).parent == tmp_path
    tmp_path.chmod(0o755)
    assert agent.socket_path(folder).parent == folder


def test_where_no_socket_can_be_made_it_says_so(folder: Path) -> None:
    """A folder that is not there gives an error in words, and no process is left."""
    with pytest.raises(EverynameError, match="No process could be started"):
        agent.start(folder / "missing", SECRET, 600)
