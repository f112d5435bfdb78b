"""Outlines are cut to the places of the page and keep their meaning."""

from __future__ import annotations

import msgspec

from sitrep.export.outlines import Outlines, Window, bulk, outlines_of, window_of

SYRIA = Window(west=36.0, south=35.0, east=37.0, north=36.5)
WORLD = Window(west=-120.0, south=-50.0, east=150.0, north=65.0)


def ends(line: list[str | int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """The first and last point of an arc."""
    numbers = [step for step in line if isinstance(step, int)]
    return (numbers[0], numbers[1]), (sum(numbers[0::2]), sum(numbers[1::2]))


def rings_close(outlines: Outlines) -> bool:
    """Whether the arcs of every ring follow on each other and end where they began."""
    for shape in outlines.provinces:
        for ring in shape[5]:
            sides = [ends(outlines.arcs[arc]) if arc >= 0 else ends(outlines.arcs[-1 - arc])[::-1] for arc in ring]
            if any(one[1] != other[0] for one, other in zip(sides, sides[1:] + sides[:1], strict=True)):
                return False
    return True


def test_provinces_around_the_places_are_there() -> None:
    """A page about north-western Syria has its provinces and their neighbours, and no far ones."""
    found = {(shape[0], shape[1]) for shape in outlines_of(SYRIA).provinces}
    assert {("Idlib", "Syria"), ("Aleppo", "Syria"), ("Hatay", "Turkey")} <= found
    assert not any(country in {"France", "India"} for _, country in found)


def test_rings_close_after_cutting_and_thinning() -> None:
    """Arcs renumbered and thinned still join into closed rings."""
    assert rings_close(outlines_of(SYRIA))
    assert rings_close(outlines_of(WORLD))


def test_a_wide_page_stays_small() -> None:
    """Places all over the world: provinces go, and the outlines stay under a megabyte."""
    outlines = outlines_of(WORLD)
    assert not any(arc[0] == "p" for arc in outlines.arcs)
    assert len(msgspec.json.encode(outlines)) < 1_000_000


def test_crimea_is_drawn_as_disputed() -> None:
    """The line between Crimea and the mainland is dashed, not a border (A/RES/68/262)."""
    outlines = outlines_of(window_of(46.1, 33.7, 10.0))
    crimea = next(shape for shape in outlines.provinces if shape[0] == "Crimea")
    kinds = {outlines.arcs[arc if arc >= 0 else -1 - arc][0] for ring in crimea[5] for arc in ring}
    assert "d" in kinds
    assert "b" not in kinds


def test_a_window_grows_with_the_radius() -> None:
    """111 km are about one degree of latitude, and more of longitude away from the equator."""
    window = window_of(60.0, 10.0, 111.32)
    assert window.north - window.south == 2.0
    assert 3.9 < window.east - window.west < 4.1


def test_one_far_place_does_not_cost_the_others_their_detail() -> None:
    """Ten places in Syria and one in Gabon: the window is Syria; half and half: it holds both."""
    near = [window_of(35.0 + step / 10, 36.0 + step / 10, 0.0) for step in range(10)]
    far = [window_of(-0.8, 11.6, 0.0)]
    assert bulk([*near, *far]) == Window.around(near)
    assert bulk([*near, *far * 10]) == Window.around([*near, *far])
