"""Charts and re-encoded portraits, as values."""

from everyname.pictures.charts import Bar, Interval, bars, intervals
from everyname.pictures.portrait import reencode

__all__ = ["Bar", "Interval", "bars", "intervals", "reencode"]
