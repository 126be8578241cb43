"""What a scanned text says of its envelope: the fields before the text's own head, with their places."""

from __future__ import annotations

import datetime as dt
import re

from cablegram.source import is_plain
from cablegram.telegram import envelope
from cablegram.telegram import patterns as p
from cablegram.telegram.dates import read_dtg
from cablegram.telegram.labels import stretches
from cablegram.telegram.records import Line, Office, Place, RoutingIndicator, Section
from cablegram.telegram.scan import Scanner

# Kinds whose values run over several lines: the records of the telegram hold them, with their spans.
_WITHOUT_FIELDS = frozenset(("subject", "reference", "tags", "classified-by", "paragraph", "sub-paragraph"))


class HeadReading:
    """The lines and envelope of one scanned text, gathered kind by kind."""

    __slots__ = ("first", "lines", "places", "scanner", "starts", "stretches", "text", "where", "year")

    def __init__(self, text: str, raw_lines: list[str], begins: list[int], scanner: Scanner, year: int | None) -> None:
        self.text = text
        self.scanner = scanner
        self.places: list[Place] = []
        contents = scanner.contents
        kinds, matches = scanner.kinds, scanner.matches
        ends = [*begins[1:], len(text)]
        if is_plain(text):
            self.starts = starts = [
                begin if raw[0] > " " or not content else begin + raw.find(content)
                for begin, raw, content in zip(begins, raw_lines, contents, strict=False)
            ]
        else:
            self.starts = starts = [
                begin + raw.find(content) for begin, raw, content in zip(begins, raw_lines, contents, strict=False)
            ]
        lines = list(map(Line, kinds, raw_lines, begins, ends))
        for i, match in matches.items():
            if kinds[i] not in _WITHOUT_FIELDS:
                lines[i] = Line(kinds[i], raw_lines[i], begins[i], ends[i], envelope.line_fields(match, starts[i]))
        self.lines = tuple(lines)
        self.where: dict[str, list[int]] = {}  # the lines of each kind but text
        for i, kind in enumerate(kinds):
            if kind == "text" or kind == "blank":
                continue
            if kind in self.where:
                self.where[kind].append(i)
            else:
                self.where[kind] = [i]
        self.first = {kind: found[0] for kind, found in self.where.items()}
        self.stretches = stretches(text, scanner, starts)
        self.year = year

    def place(self, field: str, start: int, end: int) -> None:
        """Note where a scalar field was read."""
        self.places.append(Place(field, start, end))

    def match_of(self, kind: str) -> tuple[re.Match[str], int] | None:
        """The match of the first line of a kind, and the position it is counted from."""
        i = self.first.get(kind)
        match = self.scanner.matches.get(i) if i is not None else None
        return (match, self.starts[i]) if match is not None and i is not None else None

    # --- header ---------------------------------------------------------------------------------

    def _family(self) -> str:
        first = self.first
        if self.scanner.label_form:
            return "label"
        if "transmission-id" in first or "originator" in first:
            return "wire"
        if (
            "distribution" in first
            or "bar" in first
            or "record-heading" in first
            or (
                "page" in first
                and any(self.lines[i].text.lstrip().startswith("PAGE") for i in (first["page"],))
                and first["page"] < first.get("classification", 10**9)
                and first["page"] < first.get("dtg", 10**9)
            )
        ):
            return "page"
        return "wire-bare" if "dtg" in first or "from" in first else "body"

    def _dtg(self) -> tuple[dt.datetime | None, str | None]:
        found = self.match_of("dtg")
        if found is None:
            return None, None
        match, base = found
        moment = read_dtg(match)
        if moment:
            self.place("dtg", base + match.start("date"), base + match.end("date"))
            self.place("date", base + match.start("date"), base + match.end("date"))
        letters = match["precedence"].replace("0", "O")
        self.place(
            "precedence",
            base + match.start("precedence"),
            base + match.end("second" if match["second"] else "precedence"),
        )
        return moment, f"{letters} {match['second'].replace('0', 'O')}" if match["second"] else letters

    def _class_line(self) -> tuple[str | None, int | None, Section | None, str | None, tuple[str, ...]]:
        i = self.first.get("classification")
        if i is None:
            return None, None, None, None, ()
        match = self.scanner.matches.get(i)
        base = self.starts[i]
        if match is None:
            word = self.scanner.contents[i]
            level = p.LEVEL_LETTERS.get(word.replace(" ", "").upper())
            if level:
                self.place("classification", base, base + len(word))
            return None, None, None, level, ()
        level = p.LEVEL_LETTERS.get(match["level"].replace(" ", "").upper())
        self.place("classification", base + match.start("level"), base + match.end("level"))
        controls = tuple(
            control.replace(" ", "") if " " in control and len(control) < 12 else control
            for control in p.CONTROL.findall(match["controls"] or "")
        )
        self.place("mrn", base + match.start("station"), base + match.end("serial"))
        self.place("station", base + match.start("station"), base + match.end("station"))
        self.place("serial", base + match.start("serial"), base + match.end("serial"))
        section = None
        if match["section"]:
            section = Section(int(match["section"]), int(match["of"]))
            self.place("section", base + match.start("section"), base + match.end("of"))
        return match["station"].upper(), int(match["serial"]), section, level, controls

    def _origin(self) -> str | None:
        found = self.match_of("from")
        if found is None:
            return None
        match, base = found
        self.place("origin", base + match.start("origin"), base + match.end("origin"))
        return match["origin"].strip()

    def _address_lines(self, kind: str) -> list[int]:
        """The lines under ``TO`` or ``INFO`` of the first header, with the exempted that follow each."""
        where = self.where
        if kind not in where:
            return []
        first = where[kind][0]
        stop = next((i for i in where.get("classification", ()) if i > first), len(self.lines))
        stop = min(stop, next((i for k in ("from", "dtg") for i in where.get(k, ()) if i > first), stop))
        lines = [i for i in where[kind] if i < stop]
        if "exempt" not in where:
            return lines
        other = where.get("info" if kind == "to" else "to", [])
        under = sorted([*lines, *where["exempt"], *other])
        kept, mine = [], False
        for i in under:
            if i >= stop:
                break
            if self.scanner.kinds[i] != "exempt":
                mine = self.scanner.kinds[i] == kind
            if mine:
                kept.append(i)
        return kept

    def _routing(self) -> tuple[RoutingIndicator, ...]:
        if "routing" not in self.first:
            return ()
        found: list[RoutingIndicator] = []
        for i in self.where["routing"]:
            found += envelope.routing_line(self.scanner.matches.get(i), self.scanner.contents[i], self.starts[i])
        return tuple(found)

    def _distribution(self) -> tuple[Office, ...]:
        if "distribution" not in self.first:
            return ()
        found: list[Office] = []
        role = "action"
        for i in self.where["distribution"]:
            match = self.scanner.matches.get(i)
            if match is not None and "role" in match.re.groupindex and match["role"]:
                role = match["role"].lower()
            found += envelope.offices(self.scanner.contents[i], role, self.starts[i])
        return tuple(found)

    def _captions(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        captions: dict[str, None] = {}
        passing: list[str] = []
        if "caption" in self.first or "passing" in self.first:
            for i in self.where.get("caption", ()):
                captions.setdefault(" ".join(self.scanner.contents[i].split()))
            passing = [self.scanner.contents[i] for i in self.where.get("passing", ())]
        return tuple(captions), tuple(passing)
