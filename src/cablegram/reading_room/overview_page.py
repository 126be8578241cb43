"""What is in an archive: traffic over the years, by post and by TAGS, with what is referred to and not held."""

from __future__ import annotations

from collections import Counter, defaultdict

from msgspec import Struct
from starlette.responses import Response

from cablegram.archive import View
from cablegram.archive.gaps import Missing
from cablegram.reading_room.asking import Ask, rendered, to
from cablegram.reading_room.charts import Chart, chart
from cablegram.reading_room.search_page import EVERYTHING, narrowed
from cablegram.telegram.dates import full_year
from cablegram.telegram.mrn import split_mrn

_ROWS = 8  # posts, and TAGS, that are drawn
_MISSING = 20_000  # cables referred to and not held that are counted by year
_NAMED = 12  # of them that are named
_LONGEST = 150  # years that are drawn
Years = dict[int, int]


class Line(Struct):
    """A row of the table under a chart: a name, its address, and by year what is held and what is missing."""

    name: str
    address: str
    held: Years
    missing: Years


class Drawn(Struct):
    """A chart, its years, and the same as a table."""

    title: str
    chart: Chart
    years: list[int]
    lines: list[Line]


def overview_page(view: View, ask: Ask) -> Response:
    """The archive over the years, or what a query finds of it."""
    query = ask.one("q").strip()
    found = view.search(query or EVERYTHING, limit=0, facets=("year", "origin", "tags"))
    missing = [] if query else view.missing(_MISSING)
    by_year, by_post = _by_year(missing)
    held = _years(found.facets["year"])
    years = _range(held, by_year)
    shown = range(years[0], years[-1] + 1) if years else range(0)
    total = [Line("documents", to("/", q=query), held, by_year)]
    charts = [_drawn("Documents by year", total, shown, 150, alike=True)]
    for name, title in (("origin", "By post"), ("tags", "By TAGS")):
        lines = [_line(view, query, name, value, by_post) for value, _ in found.facets[name][:_ROWS]]
        if lines:
            charts.append(_drawn(title, lines, shown, 34, alike=False))
    return rendered(
        "overview.html",
        here="overview",
        query=query,
        found=found,
        charts=[one for one in charts if one.years],
        missing=missing[:_NAMED],
        counted_missing=len(missing),
        cut=len(missing) == _MISSING,
        dated=sum(held.values()),
        collections=view.collections(),
        up_to=view.up_to,
        stats=None if query else view.stats(1),
        narrowed=narrowed,
    )


def _years(counts: tuple[tuple[str, int], ...]) -> Years:
    return {int(year): count for year, count in counts if year.isdigit()}


def _range(*some: Years) -> list[int]:
    """The years from the first to the last; of a span too long to draw the later part."""
    years = sorted({year for counts in some for year in counts})
    return [year for year in years if year > years[-1] - _LONGEST] if years else []


def _by_year(missing: list[Missing]) -> tuple[Years, dict[str, Years]]:
    """Cables not held by the year, and by the post, that their numbers tell."""
    years: Counter[int] = Counter()
    posts: dict[str, Counter[int]] = defaultdict(Counter)
    for one in missing:
        year = full_year(one.name[:2])
        years[year] += 1
        posts[split_mrn(one.name)[0]][year] += 1
    return dict(years), {post: dict(counts) for post, counts in posts.items()}


def _line(view: View, query: str, field: str, value: str, by_post: dict[str, Years]) -> Line:
    narrow = narrowed(query, field, value)
    counts = view.search(narrow, limit=0, facets=("year",)).facets["year"]
    return Line(value, to("/", q=narrow), _years(counts), by_post.get(value, {}) if field == "origin" else {})


def _drawn(title: str, lines: list[Line], years: range, height: float, *, alike: bool) -> Drawn:
    rows = [(line.name, line.held, line.missing) for line in lines]
    told = [year for year in years if any(line.held.get(year) or line.missing.get(year) for line in lines)]
    return Drawn(title, chart(rows, years, height, alike=alike), told, lines)
