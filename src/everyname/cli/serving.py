"""Show an edition's folder to a browser on this machine, with the headers a mirror should send."""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath

from everyname.edition.headers import HEADERS, KINDS
from everyname.errors import UsedWrongly

__all__ = ["server"]

HOST = "127.0.0.1"  # never another: what is looked at before it is published is nobody else's


class _Pages(SimpleHTTPRequestHandler):
    """Answer GET and HEAD with files of one folder; no listing of folders, no line of log."""

    server_version = "everyname"
    sys_version = ""

    def end_headers(self) -> None:
        """Send the headers every mirror should send; nothing is kept by the browser."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def guess_type(self, path: object) -> str:
        """Give the kind of a file by its ending, not by what this machine believes."""
        return KINDS.get(PurePosixPath(str(path)).suffix, KINDS[""])

    def list_directory(self, path: object) -> None:
        """Refuse to list a folder."""
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Keep no record of what was looked at."""


class _Server(ThreadingHTTPServer):
    """A server whose broken connections are nobody's concern."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over a browser that hung up; say anything else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """Bind a server for a folder to this machine alone; with port 0 a free one is taken."""
    try:
        return _Server((HOST, port), partial(_Pages, directory=str(folder)))
    except OSError as error:
        raise UsedWrongly(
            f"Port {port} of this machine cannot be used: {error.strerror}.",
            kept="The edition was written.",
            remedy="Give another with --port, or --port 0 for any that is free.",
        ) from error
