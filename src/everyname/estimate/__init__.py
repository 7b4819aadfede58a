"""Estimate how many people were never listed, from how the lists overlap.

    from everyname.estimate import estimate_panel, read_patterns
    panel = estimate_panel(read_patterns(text, "table.csv"))
    print(panel.verdict)

The room stands alone: a pattern table goes in, a panel of methods with their assumptions comes out. Numbers
are people.
"""

from everyname.estimate.panel import SEED, VERSION, Panel, PlainPanel, estimate_panel
from everyname.estimate.patterns import Patterns
from everyname.estimate.read import read_patterns
from everyname.estimate.reasons import Reason

__all__ = ["SEED", "VERSION", "Panel", "Patterns", "PlainPanel", "Reason", "estimate_panel", "read_patterns"]
