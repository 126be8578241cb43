"""The lines of a telegram from a folded draft: header, head of the text, body, trailer (reference 1.1-1.16).

Every line is set with the kind a reader must give it and the line of the draft it came from.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from cablegram.drafting.facts import WIRE_LEVEL, level_number, order_on, precedence_ranks
from cablegram.drafting.judging import precedence_of
from cablegram.drafting.records import LONGEST, SHORTEST, Addressed, Draft, Lines
from cablegram.drafting.sections import cut
from cablegram.drafting.wrapping import UnsetError, wrap
from cablegram.errors import DraftError
from cablegram.tables.stations import station

HEADING_KINDS = ("heading", "marker")  # SUMMARY above a paragraph is a block marker (1.15)


class Set(msgspec.Struct, frozen=True):
    """One line: its text, the kind it must be read as, and the draft's line."""

    text: str
    kind: str
    line: int | None = None


_BLANK = Set("", "blank")


class Page:
    """A telegram being set at one width."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.lines = Lines(draft)
        self.width = draft.layout.width
        self.widest = 0
        self.folded: list[int | None] = []  # the draft's lines of words that were kept off a line's beginning

    def telegram(self) -> tuple[list[Set], Draft]:
        """The lines, and the draft with the layout they show.

        Raises:
            DraftError: words that cannot be set, or a text that cannot be cut in sections of that length.
        """
        draft = self.draft
        assert draft.post
        assert draft.serial is not None
        known = station(draft.post)
        assert known is not None
        text = [*self._head(), *self._body()]
        sections, longest = cut(text, draft.layout.section_lines, self.lines.field("section-length"))
        total = len(sections)
        if total > 99:
            raise DraftError("more than 99 sections; give a greater section-length", self.lines.field("section-length"))
        placed: list[Set] = []
        for n, section in enumerate(sections, 1):
            if n > 1:
                page = Set(f"{known.name} {draft.serial:08d} {n:03d} OF {total:03d}", "page", section[0].line)
                placed += [_BLANK, page, _BLANK]
            placed += section
        header = self._header(total, known.name)
        layout = msgspec.structs.replace(
            draft.layout, width=max(SHORTEST, self.widest), section_lines=longest if total > 1 else None
        )
        return [*header, *placed, *self._trailer()], msgspec.structs.replace(draft, layout=layout)

    # --- header (1.2-1.9) -----------------------------------------------------------------------

    def _header(self, total: int, name: str) -> list[Set]:
        draft, lines = self.draft, self.lines
        assert draft.serial is not None
        assert draft.dtg
        assert draft.classification
        letters, prosign = self._precedence()
        dtg, where = draft.dtg, lines.field("dtg")
        slash = "/01" if total > 1 else ""
        found: list[Set] = []
        if draft.transmission:
            found.append(Set(f"VZCZC{draft.transmission}", "transmission-id", lines.field("transmission")))
        found += self._routing(prosign)
        found.append(
            Set(
                f"DE {draft.routing} #{draft.serial % 10000:04d}{slash} {dtg:%j%H%M}",
                "originator",
                lines.field("serial"),
            )
        )
        found.append(Set(f"{self._prosign()} ZZH", "security", lines.field("classification")))
        found.append(Set(f"{letters} {dtg:%d%H%M}Z {f'{dtg:%b}'.upper()} {dtg:%y}", "dtg", where))
        found.append(Set(f"FM {draft.post}", "from", lines.field("post")))
        found += self._addressees("to", "TO ", draft.to)
        found += self._addressees("info", "INFO ", draft.info)
        if draft.layout.strict:
            found.append(Set("BT", "separator", lines.field("strict-wire")))
        controls = "".join(f" {'E F T O' if word.replace(' ', '') == 'EFTO' else word}" for word in draft.controls)
        section = f" SECTION 01 OF {total:02d}" if total > 1 else ""
        words = f"{WIRE_LEVEL[draft.classification]}{controls}{section} {name} {draft.serial:06d}"
        found.append(Set(words, "classification", lines.field("classification")))
        for one in found:
            if len(one.text) > LONGEST:
                raise DraftError(f"{one.text[:40]!r}... is longer than a line of {LONGEST}; shorten it", one.line)
        return found

    def _precedence(self) -> tuple[str, str]:
        """The letters of the date-time group and the prosign of the routing line (1.3, 1.7, K09, K10).

        There are two letters at most: all that occur, or where there are three the highest of action and of info.
        """
        draft, ranks = self.draft, precedence_ranks()

        def letters(words: set[str]) -> list[str]:
            ordered = sorted(words, key=lambda word: -ranks[word][0])
            return list(dict.fromkeys(ranks[word][1] for word in ordered))

        everyone = (*draft.to, *draft.info)
        found = letters({one.precedence or "ROUTINE" for one in everyone})
        if len(found) > 2:
            found = letters({precedence_of(draft.to), precedence_of(draft.info or draft.to)})
        return " ".join(found), ranks[precedence_of(everyone)][2]

    def _prosign(self) -> str:
        """1.6: unclassified goes in clear, unless it is to be encrypted for transmission only."""
        assert self.draft.classification
        level = level_number(self.draft.classification) or 0
        if level:
            return f"ZNY {'UCST'[level] * 5}"
        efto = any(word.replace(" ", "") == "EFTO" for word in self.draft.controls)
        return "ZNY EEEEE" if efto else "ZNR UUUUU"

    def _routing(self, prosign: str) -> list[Set]:
        codes = list(dict.fromkeys(one.routing for one in (*self.draft.to, *self.draft.info) if one.routing))
        rows, row = [], prosign
        for code in codes:
            if len(row) + 1 + len(code) > LONGEST:
                rows.append(row)
                row = code
            else:
                row += f" {code}"
        return [Set(row, "routing", self.lines.field("to")) for row in [*rows, row]]

    def _addressees(self, kind: str, prosign: str, found: tuple[Addressed, ...]) -> list[Set]:
        rows: list[Set] = []
        for i, one in enumerate(found):
            line = self.lines.field(kind, i)
            words = [f"{one.routing}/{one.plad}", one.precedence, one.serial]
            rows.append(Set((prosign if i == 0 else "") + " ".join(word for word in words if word), kind, line))
            rows += [Set(("XMT " if k == 0 else "") + name, "exempt", line) for k, name in enumerate(one.excluded)]
        return rows

    # --- the text's head (1.10-1.12) ------------------------------------------------------------

    def _head(self) -> list[Set]:
        draft, lines = self.draft, self.lines
        assert draft.dtg
        assert draft.subject
        found: list[Set] = []
        for kind, key, words in (
            ("caption", "captions", draft.captions),
            ("passing", "passing", draft.passing),
        ):
            if words:
                found.append(_BLANK)
            for i, word in enumerate(words):
                if len(word) > LONGEST:
                    raise DraftError(
                        f"{word[:30]!r}... is longer than a line of {LONGEST}; part it in two",
                        lines.field(key, i),
                    )
                found.append(Set(word, kind, lines.field(key, i)))
        order = order_on(draft.dtg.date())
        assert order is not None
        until = f"DECL: {draft.declassify_on:%m/%d/%Y}" if draft.declassify_on else "N/A"
        found += [
            _BLANK,
            Set(
                f"E.O. {order.printed}: {until}",
                "eo",
                lines.field("declassify-on") or lines.field("classification"),
            ),
        ]
        found += self._tags()
        mark = f"({draft.subject_portion}) " if draft.subject_portion else ""
        subject = draft.subject.split()
        found += self._set(
            "subject",
            lines.field("subject"),
            subject,
            f"SUBJECT: {mark}",
            keep=lambda i: "the first line of the text" if subject[i - 1].endswith(".") else None,
        )
        if draft.references:
            found.append(_BLANK)
        for i, one in enumerate(draft.references):
            label = "REF: " if i == 0 else "     "
            letter = f"{one.letter}. " if one.letter else ""
            found += self._set("reference", lines.field("references", i), one.text.split(), label + letter, " " * 5)
        if draft.authority:
            found += [_BLANK, *self._authority()]
        return found

    def _tags(self) -> list[Set]:
        """Codes parted by commas; a person follows its code without one (5.1)."""
        line = self.lines.field("tags")
        pieces: list[str] = []
        for tag in self.draft.tags:
            if tag.startswith("(") and pieces:
                pieces[-1] += f" {tag}"
            else:
                pieces.append(tag)
        rows, row = [], "TAGS:"
        for i, piece in enumerate(pieces):
            piece += "," if i < len(pieces) - 1 else ""
            if len(row) + 1 + len(piece) > self.width:
                rows.append(row)
                row = piece
            else:
                row += f" {piece}"
        rows.append(row)
        self.widest = max(self.widest, *map(len, rows))
        return [Set(row, "tags", line) for row in rows]

    def _authority(self) -> list[Set]:
        draft = self.draft
        letters = [f"({letter})" for letter in draft.reasons]
        why = f"{', '.join(letters[:-1])} and {letters[-1]}" if len(letters) > 1 else "".join(letters)
        who = f"{draft.authority}, {draft.title}" if draft.title else f"{draft.authority}"
        words = f"{who}, for reasons {draft.reason_section} {why}.".split()
        # A reader joins a small letter at a line's beginning to a word cut at the line's end above (D11).
        return self._set(
            "classified-by",
            self.lines.field("authority"),
            words,
            "Classified By: ",
            keep=lambda i: None if words[i][0].isupper() or words[i - 1] == "reasons" else "a broken word",
        )

    # --- body (1.14-1.16) -----------------------------------------------------------------------

    def _body(self) -> list[Set]:
        draft, lines = self.draft, self.lines
        found: list[Set] = []
        number = 0
        if draft.entire:
            number = 1
            found += [
                _BLANK,
                Set(f"1. ({draft.entire} - ENTIRE TEXT).", "paragraph", lines.field("entire-text")),
            ]
        for i, one in enumerate(draft.passages):
            number += 1
            if one.heading:
                at = lines.heading(i)
                if not 3 <= len(one.heading) <= self.width:
                    raise DraftError(
                        f"a heading has 3 to {self.width} characters on one line; shorten {one.heading[:30]!r}",
                        at,
                    )
                self.widest = max(self.widest, len(one.heading))
                found += [_BLANK, Set(one.heading, "heading", at), Set("-" * len(one.heading), "rule", at)]
            mark = f"({one.portion}) " if one.portion else ""
            found.append(_BLANK)
            words = one.text.split()
            if not words:
                raise DraftError("a paragraph without words; delete it", lines.word(i))
            places = [lines.word(i, k) for k in range(len(words))]
            found += self._set_words("paragraph", "text", places, words, f"{number}. {mark}")
            at_word = len(words)
            for item in one.items:
                words = item.split()
                places = [lines.word(i, at_word + k) for k in range(len(words))]
                at_word += len(words)
                found += self._set_words("sub-paragraph", "text", places, words, "- ")
        if draft.signature:
            found += [_BLANK, Set(draft.signature, "signature", lines.field("signature"))]
        return found

    def _trailer(self) -> list[Set]:
        if not self.draft.layout.strict:
            return []
        assert self.draft.serial is not None
        line = self.lines.field("strict-wire")
        return [
            Set("BT", "separator", line),
            Set(f"#{self.draft.serial % 10000:04d}", "serial-check", line),
            Set("NNNN", "end", line),
        ]

    # --- words to lines -------------------------------------------------------------------------

    def _set(
        self,
        kind: str,
        line: int | None,
        words: list[str],
        first: str,
        indent: str = "",
        keep: Callable[[int], str | None] | None = None,
    ) -> list[Set]:
        """Words of the head: every line has the kind of the first."""
        return self._set_words(kind, kind, [line] * len(words), words, first, indent, keep)

    def _set_words(
        self,
        kind: str,
        more: str,
        places: list[int | None],
        words: list[str],
        first: str,
        indent: str = "",
        keep: Callable[[int], str | None] | None = None,
    ) -> list[Set]:
        try:
            setting = wrap(words, self.width, first, indent, keep)
        except UnsetError as error:
            raise DraftError(error.why, places[error.index] if error.index < len(places) else None) from error
        self.widest = max(self.widest, *(len(text) for text, _ in setting.lines))
        self.folded += [places[i] for i in setting.folded]
        return [Set(text, more if n else kind, places[at]) for n, (text, at) in enumerate(setting.lines)]
