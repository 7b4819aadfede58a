"""Hold one secret in memory, give it to processes of the same user, forget it when nobody asked for long.

Started by `agent.start` as a script that imports nothing of everyname:

    python -I agent_process.py SOCKET SECONDS      the secret comes through standard input, never by name

It lies in one page of memory that is not swapped, not dumped and not copied (each as far as the system
allows). It is gone after SECONDS without a request, on "forget", on SIGTERM, and when the socket is removed.
"""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
import resource
import signal
import socket
import struct
import sys
import time
from pathlib import Path
from types import FrameType

PR_SET_DUMPABLE = 4
WAKES = 5.0  # seconds: a machine that slept must not wake up holding what should be gone
PATIENCE = 2.0  # seconds for one who connected to say what is wanted


class Page:
    """One page of memory that holds the secret."""

    def __init__(self) -> None:
        self._room = mmap.mmap(-1, mmap.PAGESIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        self._size = 0
        with contextlib.suppress(OSError, AttributeError, ValueError):
            self._room.madvise(mmap.MADV_DONTDUMP)
        with contextlib.suppress(OSError, AttributeError):
            room = ctypes.c_char.from_buffer(self._room)
            libc = ctypes.CDLL(None, use_errno=True)
            libc.mlock(ctypes.c_void_p(ctypes.addressof(room)), ctypes.c_size_t(mmap.PAGESIZE))

    def fill(self, handle: int) -> None:
        """Read the secret to its end straight into the page, with no copy elsewhere."""
        while self._size < mmap.PAGESIZE:
            got = os.readv(handle, [memoryview(self._room)[self._size :]])
            if not got:
                return
            self._size += got

    def send(self, to: socket.socket) -> None:
        """Send the secret straight from the page."""
        to.sendall(memoryview(self._room)[: self._size])

    def wipe(self) -> None:
        """Forget the secret."""
        self._room[:] = bytes(mmap.PAGESIZE)
        self._size = 0


def now() -> float:
    """Give seconds on a clock that goes on while the machine sleeps, where there is one."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


def harden() -> None:
    """Let nobody trace this process or have its memory written to disk, as far as the system allows."""
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def same_user(peer: socket.socket) -> bool:
    """Say whether the other end is a process of this user (SO_PEERCRED), as far as the system tells."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return True  # the socket's own rights must do
    _, user, _ = struct.unpack("3i", peer.getsockopt(socket.SOL_SOCKET, option, struct.calcsize("3i")))
    return bool(user == os.getuid())


def listen(path: Path) -> socket.socket:
    """Make the socket, for this user alone, and put it in the place of an older one."""
    os.umask(0o177)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(beside))
    listener.listen(8)
    os.replace(beside, path)
    return listener


def answer(peer: socket.socket, page: Page, deadline: float) -> str:
    """Do what one who connected wants; give the word that was said."""
    peer.settimeout(PATIENCE)
    if not same_user(peer):
        return ""
    word = peer.recv(16).decode("ascii", "replace").strip()
    if word == "give":
        page.send(peer)
    elif word == "left":
        peer.sendall(f"{max(0, round(deadline - now()))}\n".encode("ascii"))
    elif word == "forget":
        peer.sendall(b"forgotten\n")
    return word


def serve(listener: socket.socket, page: Page, seconds: float, stands: os.stat_result, path: Path) -> None:
    """Answer until nobody asked for the secret for so many seconds, or somebody asks to forget it."""
    deadline = now() + seconds
    while now() < deadline:
        listener.settimeout(max(0.05, min(WAKES, deadline - now())))
        try:
            peer, _ = listener.accept()
        except TimeoutError:
            if not is_ours(path, stands):
                return
            continue
        word = ""
        with peer, contextlib.suppress(OSError):
            if now() < deadline:
                word = answer(peer, page, deadline)
        if word == "forget":
            return
        if word == "give":
            deadline = now() + seconds


def is_ours(path: Path, stands: os.stat_result) -> bool:
    """Say whether the socket at this path is still the one that was made."""
    with contextlib.suppress(OSError):
        return os.path.samestat(path.lstat(), stands)
    return False


def stop(_: int, __: FrameType | None) -> None:
    """End on a signal; what is held is wiped on the way out."""
    raise SystemExit(0)


def main(path: Path, seconds: float) -> None:
    """Go into the background, take the secret, say "ready" or what is wrong, and serve."""
    if os.fork():
        os._exit(0)
    os.setsid()
    harden()
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        signal.signal(getattr(signal, name), stop)
    page = Page()
    page.fill(0)
    try:
        listener = listen(path)
    except OSError as error:
        os.write(1, f"{error.strerror or error}\n".encode())
        return
    stands = path.lstat()
    os.write(1, b"ready\n")
    os.chdir("/")
    quiet = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1, 2):
        os.dup2(quiet, handle)
    try:
        serve(listener, page, seconds, stands, path)
    finally:
        page.wipe()
        if is_ours(path, stands):
            path.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
