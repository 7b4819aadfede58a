"""Run a peer in its own environment: JSON in, JSON out, one process for each question."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from bench_link.table import NotRun

__all__ = ["ask"]

_ROOT = Path(__file__).resolve().parents[3]
_PYTHON = Path(os.environ.get("EVERYNAME_PEERS") or _ROOT / ".venv-peers") / "bin" / "python"


def ask(peer: str, given: Any) -> Any:
    """Give the answer of `bench_link.peers.<peer>` to `given`; raises NotRun where there is none."""
    if not _PYTHON.exists():
        raise NotRun("peers are not installed (make peers)")
    with tempfile.TemporaryDirectory() as folder:
        question, answer = Path(folder) / "question.json", Path(folder) / "answer.json"
        question.write_text(json.dumps(given), encoding="utf-8")
        done = subprocess.run(
            [_PYTHON, "-m", f"bench_link.peers.{peer}", question, answer],
            env=os.environ | {"PYTHONPATH": str(_ROOT / "tests")},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise NotRun(f"{peer} failed: {last[:200]}")
        return json.loads(answer.read_text(encoding="utf-8"))
