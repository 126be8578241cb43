"""Reading one telegram: lines first, then the fields they hold.

:func:`parse` takes any text or bytes and never raises for content. The text given is one telegram, whole:
``str(parse(text)) == text``. Files with several telegrams are cut by :mod:`cablegram.telegram.messages`.
"""

from __future__ import annotations

import re
from itertools import accumulate

from cablegram.source import decode, split_lines, strip_lines
from cablegram.telegram import envelope
from cablegram.telegram import patterns as p
from cablegram.telegram.authority import authority, reasons
from cablegram.telegram.body_lines import signature
from cablegram.telegram.dates import full_year, minute, whole_year
from cablegram.telegram.foreign import mark_foreign
from cablegram.telegram.head_reading import HeadReading
from cablegram.telegram.instruction import NO_INSTRUCTION, instruction
from cablegram.telegram.label_form import (
    label_addressees,
    label_captions,
    label_moment,
    label_number_parts,
    label_values,
)
from cablegram.telegram.labels import Stretch, one_line
from cablegram.telegram.mrn import archive_number, canonical_mrn, canonical_station, split_mrn
from cablegram.telegram.mrn import mrn as make_mrn
from cablegram.telegram.paragraphs import Body
from cablegram.telegram.records import (
    Authority,
    Classification,
    Provenance,
    Reference,
    Tag,
    Telegram,
)
from cablegram.telegram.references import references
from cablegram.telegram.scan import Scanner
from cablegram.telegram.tags_line import read_tags

_SUBJECT_PORTION = re.compile(r"\s*[(\[]?((?:U|C|S|SBU|LOU|TS)(?:(?:/{1,2}|-)[A-Z]+)?)[)\]]\s*", re.IGNORECASE)


def parse(text: str | bytes, *, year: int | None = None, provenance: Provenance | None = None) -> Telegram:
    """Read one telegram, or a fragment of one, from memory.

    ``year`` (four digits) is the year of references and dates in a fragment that has no date-time group.
    Content never makes this raise; ``str(parse(text)) == text``.
    """
    if isinstance(text, bytes):
        text = decode(text)[0]
    raw_lines = split_lines(text)
    contents = strip_lines(text, raw_lines)
    scanner = Scanner(text, raw_lines, contents)
    scanner.run()
    ends = list(accumulate(map(len, raw_lines)))
    begins = [0, *ends[:-1]]
    mark_foreign(text, contents, scanner.kinds, begins, scanner)
    signature(contents, scanner.kinds, scanner.body_start)
    return _Reading(text, raw_lines, begins, scanner, year).telegram(provenance)


class _Reading(HeadReading):
    """The fields of one scanned text, gathered kind by kind."""

    __slots__ = ()

    def telegram(self, provenance: Provenance | None) -> Telegram:
        """Everything read, in one record."""
        scanner, first = self.scanner, self.first
        moment, precedence = self._dtg()
        station_name, serial, section, level, controls = self._class_line()
        origin = self._origin()
        label = label_values(self.text, scanner, self.starts) if scanner.label_form else {}
        attributes = envelope.record(scanner, self.starts) if "attribute" in first else ()
        if moment is None and "Date/DTG" in label and (stated_moment := label_moment(label["Date/DTG"])):
            moment = stated_moment[0]
            self.place("dtg", *stated_moment[1:])
            self.place("date", *stated_moment[1:])
        if origin is None and "From" in label:
            origin = label["From"].value
            self.place("origin", label["From"].start, label["From"].start + len(origin))
        year = moment.year if moment else self.year
        number = None
        if station_name and serial is not None and year:
            number = make_mrn(year, station_name, serial)
        elif "MRN" in label:
            stated_number = label["MRN"]
            number = canonical_mrn(stated_number.value)
            if number:
                # The label's number is the telegram's; what a class line names is another's.
                self.places = [place for place in self.places if place.field not in ("mrn", "station", "serial")]
                self.place("mrn", stated_number.start, stated_number.start + len(stated_number.value))
                for field, (start, end) in label_number_parts(stated_number).items():
                    self.place(field, start, end)
                station_name, serial = split_mrn(number)
                year = year or full_year(number[:2])
        if not number and attributes:
            stated = next((a for a in attributes if a.key == "Document Number"), None)
            number = canonical_mrn(stated.value) if stated else None
            if number and stated:
                self.place("mrn", stated.start, stated.end)
                year = year or int(stated.value[:4]) if stated.value[:4].isdigit() else year
        date = (
            minute(moment)
            if moment
            else whole_year(year, "mrn" if number else "given")
            if year and 1 <= year <= 9998
            else None
        )
        body = Body(self.text, scanner, self.starts)
        if scanner.body_start < len(scanner.kinds):
            body.build()
        subject = self._subject()
        signature, signers = self._signature(label)
        security = self.match_of("security")
        transmission = self.match_of("transmission-id")
        originator = self.match_of("originator")
        originator_record = envelope.originator(*originator) if originator else None
        captions, passing = self._captions()
        if "Captions" in label:
            captions = tuple(dict.fromkeys(label_captions(label["Captions"]))) or captions
        return Telegram(
            text=self.text,
            lines=self.lines,
            family=self._family(),
            mrn=number,
            archive_number=archive_number(year, station_name, serial)
            if year and station_name and serial is not None
            else None,
            station=canonical_station(station_name) if station_name else None,
            serial=serial,
            section=section,
            dtg=moment,
            date=date,
            precedence=precedence,
            origin=origin,
            transmission=envelope.transmission(*transmission) if transmission else None,
            routing=self._routing(),
            originator=originator_record,
            security=envelope.security(*security) if security else None,
            action=label_addressees(label["Action"])
            if "Action" in label
            else (envelope.addressees(scanner, self.starts, self._address_lines("to"))),
            info=label_addressees(label["Info"])
            if "Info" in label
            else (envelope.addressees(scanner, self.starts, self._address_lines("info"))),
            classification=self._classification(level, controls, year, body),
            captions=captions,
            passing=passing,
            tags=self._tags(year),
            subject=subject,
            references=self._references(year, station_name),
            summary=body.summary,
            paragraphs=tuple(body.paragraphs),
            blocks=tuple(body.blocks),
            entire_text=body.entire,
            signature=signature,
            signers=signers,
            pages=tuple(
                envelope.page(scanner.matches[i], self.starts[i])
                for i in self.where.get("page", ())
                if i in scanner.matches
            ),
            distribution=self._distribution(),
            record=attributes,
            places=tuple(self.places),
            provenance=provenance,
        )

    # --- the text's head ------------------------------------------------------------------------

    def _subject(self) -> str | None:
        stretch = self.stretches.get("subject")
        if stretch is None:
            return None
        value = stretch.value
        portion = _SUBJECT_PORTION.match(value)
        skip = portion.end() if portion else len(value) - len(value.lstrip())
        if portion:
            self.place("subject_portion", stretch.start + portion.start(1), stretch.start + portion.end(1))
        subject = one_line(value[skip:])
        if not subject:
            return None
        self.place("subject", stretch.start + skip, stretch.start + len(value))
        return subject

    def _tags(self, year: int | None) -> tuple[Tag, ...]:
        stretch = self.stretches.get("tags")
        return read_tags(stretch.value, stretch.start, year) if stretch else ()

    def _references(self, year: int | None, own: str | None) -> tuple[Reference, ...]:
        stretch = self.stretches.get("reference")
        return references(stretch.value, stretch.start, year, own) if stretch else ()

    def _classification(
        self, level: str | None, controls: tuple[str, ...], year: int | None, body: Body
    ) -> Classification:
        order, said = None, NO_INSTRUCTION
        eo = self.stretches.get("eo")
        if eo is not None:
            own = self.match_of("eo")
            match = own[0] if own and own[1] + own[0].start("instruction") == eo.start else p.EO.match(eo.value)
            at, text = eo.start, eo.value
            if match is not None:
                base = own[1] if own and match is own[0] else eo.start
                order = match["order"]
                if order:
                    self.place("order", base + match.start("order"), base + match.end("order"))
                if not (own and match is own[0]):
                    at, text = eo.start + match.start("instruction"), eo.value[match.start("instruction") :]
            said = instruction(text, year)
            if said.date_at:
                self.place("declassify_on", at + said.date_at[0], at + said.date_at[1])
        who, section, letters = self._authority(body)
        return Classification(
            level,
            controls,
            who,
            section,
            letters,
            order,
            said.declassify_on,
            said.event,
            said.exemptions,
            said.schedule,
            said.words,
        )

    def _authority(self, body: Body) -> tuple[Authority | None, str | None, tuple[str, ...]]:
        stretch = self.stretches.get("classified-by")
        if stretch is None:
            for paragraph in body.paragraphs[:2]:
                raw = self.text[paragraph.start : min(paragraph.end, paragraph.start + 600)]
                match = p.CLASSIFIED_ANYWHERE.search(raw)
                if match:
                    stretch = Stretch(raw[match.end() :], paragraph.start + match.end())
                    break
        if stretch is None:
            return None, None, ()
        who = authority(stretch.value, stretch.start)
        section, letters = reasons(stretch.value)
        if who is not None:
            self.place("authority", who.start, who.end)
        return who, section, letters

    def _signature(self, label: dict[str, Stretch]) -> tuple[str | None, tuple[str, ...]]:
        names = []
        for i in self.where.get("signature", ()):
            content = self.scanner.contents[i]
            match = p.SIGNATURE.match(content)
            name = (match["name"] if match else content).rstrip(".")
            names.append(name)
            if len(names) == 1:
                self.place("signature", self.starts[i], self.starts[i] + len(name))
        if not names and "Signature" in label and label["Signature"].value:
            value = label["Signature"]
            names.append(value.value)
            self.place("signature", value.start, value.start + len(value.value))
        return (" ".join(names) or None), tuple(names)
