"""Remember what was said, by whom, in order, provably; keep evidence bytes; hold keys."""
