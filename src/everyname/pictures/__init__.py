"""Charts and re-encoded portraits, as values."""

from everyname.pictures.canvas import SHEET, Look
from everyname.pictures.charts import Bar, bars
from everyname.pictures.columns import columns
from everyname.pictures.draws import Drawn, posterior, ranks
from everyname.pictures.forest import ForestRow, ForestWords, forest
from everyname.pictures.map import Area, areas_of, province_map
from everyname.pictures.overlap import ListSize, Overlap, overlap
from everyname.pictures.picture import Picture
from everyname.pictures.portrait import reencode
from everyname.pictures.scatter import ModelPoint, ScatterWords, scatter

__all__ = [
    "SHEET",
    "Area",
    "Bar",
    "Drawn",
    "ForestRow",
    "ForestWords",
    "ListSize",
    "Look",
    "ModelPoint",
    "Overlap",
    "Picture",
    "ScatterWords",
    "areas_of",
    "bars",
    "columns",
    "forest",
    "overlap",
    "posterior",
    "province_map",
    "ranks",
    "reencode",
    "scatter",
]
