"""Maps: every number is text, hidden numbers are stripes, no map where there is no geometry."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import everyname.pictures.map as maps
from everyname.pictures import Area, areas_of, province_map
from everyname.places.gazetteer import province_of
from everyname.places.provinces import PROVINCES

_SVG = "{http://www.w3.org/2000/svg}"


def _draw(country: str, areas: dict[str, Area]) -> ET.Element:
    drawn = province_map(country, areas, title="T", description="D", name="m")
    return ET.fromstring(drawn.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))


def test_a_province_says_its_number_in_text() -> None:
    """A reader finds the number in the province and, by pointer or voice, the province's name with it."""
    root = _draw("IR", {"Kerman": Area(label="کرمان <b>", count=12, shown="۱۲")})
    assert "۱۲" in [node.text for node in root.iter(f"{_SVG}text")]
    assert "کرمان <b>: ۱۲" in [node.text for node in root.iter(f"{_SVG}title")]


def test_a_number_that_is_not_shown_is_striped_and_said() -> None:
    """A cell too small to show is neither empty nor shaded: it has stripes and words."""
    root = _draw("IR", {"Kerman": Area(label="Kerman", count=None, shown="not shown")})
    fills = [node.get("fill") for node in root.iter(f"{_SVG}path") if node.get("fill")]
    assert fills == ["url(#m-stripes)"]
    assert root.find(f".//{_SVG}pattern[@id='m-stripes']") is not None
    assert not list(root.iter(f"{_SVG}text"))


def test_more_persons_are_never_shaded_lighter() -> None:
    """The shade grows with the count, and nobody documented leaves a province empty."""
    names = sorted(areas_of("IR"))[:6]
    counts = dict(zip(names, (0, 1, 5, 20, 60, 100), strict=True))
    root = _draw("IR", {n: Area(label=n, count=c, shown=str(c)) for n, c in counts.items()})
    shades = {}
    for path in root.iter(f"{_SVG}path"):
        told = path.find(f"{_SVG}title")
        if told is not None:
            shades[int(str(told.text).split(": ")[1])] = path.get("class") or ""
    assert shades[0] == ""
    found = [shades[count] for count in sorted(counts.values())]
    assert found == sorted(found)
    assert found[-1] == "shade-4"


def test_a_land_without_geometry_has_no_map() -> None:
    """An unknown code, or a path in place of one, gives no map and no error."""
    for country in ("XX", "", "../IR", "ir/..", "ایر"):
        assert province_map(country, {}, title="T", description="D", name="m") == ""
        assert areas_of(country) == frozenset()


def test_listed_provinces_are_drawn() -> None:
    """The provinces this house lists are found on the map by the same name, but for a few that are newer."""
    listed = {
        (country, line.partition(" = ")[0].partition(" ")[2])
        for country, table in PROVINCES.items()
        for line in table.strip().split("\n")
    }
    missing = {(c, name) for c, name in listed if name not in areas_of(c)}
    assert {name for _, name in missing} == {
        "Halabja",
        "Kurdistan Region",
        "Akkar",
        "Baalbek-Hermel",
        "Socotra",
        "West Kordofan",
    }


def test_a_city_of_any_land_has_a_province_on_the_map() -> None:
    """A land whose provinces are not listed has them by Natural Earth's names, as drawn."""
    assert province_of("US", ("TX",)) == "Texas"
    assert "Texas" in areas_of("US")
    assert province_of("IR", ("26",)) == "Tehran"
    assert province_of("XX", ("1",)) == ""


def test_every_map_is_whole() -> None:
    """Each file is TopoJSON whose areas name arcs that exist and whose rings close."""
    files = sorted((Path(maps.__file__).parent / "maps").glob("*.json"))
    assert len(files) > 200
    for file in files:
        given = json.loads(file.read_text(encoding="utf-8"))
        ends = []
        for arc in given["arcs"]:
            points = [tuple(map(sum, zip(*arc[: i + 1], strict=True))) for i in (0, len(arc) - 1)]
            ends.append(points)
        for area in given["objects"]["areas"]["geometries"]:
            for ring in (ring for polygon in area["arcs"] for ring in polygon):
                walked = [ends[a] if a >= 0 else ends[~a][::-1] for a in ring]
                stops = zip(walked, [*walked[1:], walked[0]], strict=True)
                assert all(end == start for (_, end), (start, _) in stops), (file.name, area["id"])
