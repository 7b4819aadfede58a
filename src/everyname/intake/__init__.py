"""Turn a file's bytes into reports; account for every row."""

from everyname.intake.media import match_pictures, sniff_picture
from everyname.intake.sheet import Sheet, read_sheet

__all__ = ["Sheet", "match_pictures", "read_sheet", "sniff_picture"]
