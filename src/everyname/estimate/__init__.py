"""Estimate how many people were never listed, from how the lists overlap.

    from everyname.estimate import estimate_panel, read_patterns
    panel = estimate_panel(read_patterns(text, "table.csv"))
    print(panel.verdict)

The room stands alone: a pattern table goes in, a panel of methods with their assumptions comes out. Numbers
are people.
"""

from everyname.estimate.derived import collapse_derived
from everyname.estimate.frame import Frame
from everyname.estimate.panel import SEED, VERSION, Panel, PlainPanel, estimate_panel
from everyname.estimate.patterns import Patterns
from everyname.estimate.read import read_frame, read_patterns
from everyname.estimate.reasons import Reason
from everyname.estimate.relink import Reviewed, add_missed_links
from everyname.estimate.total import FrameEstimate, estimate_frame

__all__ = [
    "SEED",
    "VERSION",
    "Frame",
    "FrameEstimate",
    "Panel",
    "Patterns",
    "PlainPanel",
    "Reason",
    "Reviewed",
    "add_missed_links",
    "collapse_derived",
    "estimate_frame",
    "estimate_panel",
    "read_frame",
    "read_patterns",
]
