"""What every peer's process shares: read the question, write the answer, tell time and memory."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["reply"]


def reply(work: Callable[[Any], dict[str, Any]]) -> None:
    """Answer the question in the file argv[1] into argv[2], with `seconds` and peak `gigabytes`."""
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    start = time.perf_counter()
    answer = work(given)
    answer["seconds"] = time.perf_counter() - start
    answer["gigabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    Path(sys.argv[2]).write_text(json.dumps(answer), encoding="utf-8")
