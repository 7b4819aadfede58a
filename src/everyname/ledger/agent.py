"""Start, ask and stop the process that holds the lock of a folder of keys in memory (`agent_process`).

The socket is in the user's run-time folder (XDG_RUNTIME_DIR) where nobody else may enter that, else in the
folder of keys.
"""

from __future__ import annotations

import contextlib
import os
import socket
import stat
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from everyname.errors import EverynameError, UsedWrongly

__all__ = ["ask", "forget", "seconds_left", "socket_path", "start"]

_PROCESS = Path(__file__).with_name("agent_process.py")
_LONGEST = 100  # bytes of a path to which a socket can be bound, on every system
_PATIENCE = 5.0  # seconds


def socket_path(folder: Path) -> Path:
    """Give the place of the socket for a folder of keys; raises UsedWrongly where no path is short enough."""
    folder = folder.resolve()
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    if own and _is_private(Path(own)):
        path = Path(own) / f"everyname-{sha256(os.fsencode(folder)).hexdigest()[:16]}.sock"
    else:
        path = folder / "agent.sock"
    if len(os.fsencode(path)) > _LONGEST:
        raise UsedWrongly(
            "The path of the folder of keys is too long for a lock that waits.",
            kept="The keys stay locked; commands ask for the passphrase one by one.",
            remedy="Set EVERYNAME_HOME to a shorter path, or XDG_RUNTIME_DIR.",
        )
    return path


def start(folder: Path, secret: str, seconds: float) -> None:
    """Let a process hold the secret until nobody asked for so many seconds; one that runs is replaced."""
    forget(folder)
    path = socket_path(folder)
    command = [sys.executable, "-I", str(_PROCESS), str(path), str(seconds)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        said, _ = process.communicate(secret.encode("ascii"))
    if said != b"ready\n":
        raise EverynameError(
            f"No process could be started to hold the keys open: {said.decode(errors='replace').strip()}.",
            kept="The keys stay locked; commands ask for the passphrase one by one.",
            remedy="Set XDG_RUNTIME_DIR to a folder of yours on a disk of this machine.",
        )


def ask(folder: Path) -> str:
    """Give the secret held for a folder, "" where no process holds it."""
    return _say(folder, b"give\n")


def forget(folder: Path) -> bool:
    """Have the secret forgotten at once; says whether a process held it."""
    return bool(_say(folder, b"forget\n"))


def seconds_left(folder: Path) -> int | None:
    """Say for how long the secret is held yet if nobody asks for it, None where it is not held."""
    said = _say(folder, b"left\n").strip()
    return int(said) if said.isdigit() else None


def _say(folder: Path, word: bytes) -> str:
    with contextlib.suppress(OSError, UsedWrongly), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_PATIENCE)
        line.connect(str(socket_path(folder)))
        line.sendall(word)
        said = b""
        while chunk := line.recv(4096):
            said += chunk
        return said.decode("ascii", "replace")
    return ""


def _is_private(folder: Path) -> bool:
    with contextlib.suppress(OSError):
        found = folder.stat()
        return found.st_uid == os.getuid() and not stat.S_IMODE(found.st_mode) & 0o077
    return False
