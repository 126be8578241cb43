"""How a telegram is shown to a person: its fields, its paragraphs, its lines with their kinds."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator

from cablegram.cli.screen import Screen, printable
from cablegram.telegram.records import Addressee, Telegram

_FAMILIES = {
    "wire": "wire form",
    "wire-bare": "wire form without its first lines",
    "page": "archive page form",
    "label": "label form",
    "body": "body only",
}
_STYLES = {
    "unknown": "bold red",
    "page": "yellow",
    "stamp": "yellow",
    "paragraph": "bold",
    "heading": "bold cyan",
    "blank": "dim",
}
_LABEL = 15
_TOO_LONG = 100_000


def show(
    screen: Screen, telegram: Telegram, *, brief: bool = False, name: str | None = None, see: str = "--lines"
) -> None:
    """The reading of one telegram: head, fields, summary, paragraphs. ``brief`` cuts paragraphs to a line.

    ``name`` is what it is called where its text has no number; ``see`` is the option that shows its lines.
    """
    level = telegram.classification.level
    head = [part for part in (telegram.mrn or name or "no number", level, telegram.origin, _date(telegram)) if part]
    screen.line(
        (printable(head[0]), "bold green"),
        "   ",
        ("   ".join(head[1:]), "bold"),
        (f"   [{_FAMILIES[telegram.family]}]", "dim"),
    )
    if telegram.subject:
        for line in textwrap.wrap(printable(telegram.subject), screen.width):
            screen.line((line, "bold"))
    screen.blank()
    for label, value in _fields(telegram):
        wrapped = textwrap.wrap(printable(value), screen.width - _LABEL - 2) or [""]
        screen.line("  ", (label.ljust(_LABEL), "cyan"), wrapped[0])
        for line in wrapped[1:]:
            screen.line(" " * (_LABEL + 2), line)
    screen.blank()
    _paragraphs(screen, telegram, brief)
    if telegram.signature:
        screen.line("  ", ("signed".ljust(_LABEL), "cyan"), printable(telegram.signature))
    counts = Counter(line.kind for line in telegram.lines)
    known = ", ".join(f"{n} {kind}" for kind, n in counts.most_common() if kind not in ("blank", "unknown"))
    total = f"{len(telegram.lines)}: " if known else f"{len(telegram.lines)}"
    screen.line("  ", ("lines".ljust(_LABEL), "cyan"), total, *_wrapped_after(screen, known))
    if counts["unknown"]:
        screen.line(
            "  ",
            ("not understood".ljust(_LABEL), "bold red"),
            f"{counts['unknown']} lines, kept as they came (see {see})",
        )


def _wrapped_after(screen: Screen, text: str) -> list[str]:
    lines = textwrap.wrap(text, screen.width - _LABEL - 8)
    return [("\n" + " " * (_LABEL + 2)).join(lines)]


def _date(telegram: Telegram) -> str | None:
    if telegram.dtg:
        return telegram.dtg.strftime("%Y-%m-%d %H:%M UTC")
    date = telegram.date
    if date is None:
        return None
    return f"{date.start:%Y}" if date.precision == "year" else f"{date.start:%Y-%m-%d %H:%M UTC}"


def _fields(telegram: Telegram) -> Iterator[tuple[str, str]]:
    t = telegram
    if t.transmission:
        yield "transmission", f"channel {t.transmission.channel}, channel serial {t.transmission.serial}"
    if t.originator:
        o = t.originator
        when = f", day {o.day}" + (f" at {o.time} UTC" if o.time else "") if o.day else ""
        yield "sent by", f"{o.routing}, serial {o.serial}" + (f", section {o.section}" if o.section else "") + when
    if t.security:
        yield "security", " ".join((t.security.prosign, t.security.letters, *t.security.signals))
    if t.precedence:
        yield "precedence", t.precedence
    yield from _addressees("to", t.action)
    yield from _addressees("info", t.info)
    if t.routing:
        yield "relayed to", "; ".join(f"{r.code} {r.holder}" if r.holder else r.code for r in t.routing)
    if t.distribution:
        yield (
            "distribution",
            " ".join(f"{'*' if o.role != 'info' else ''}{o.code}-{o.copies:02d}" for o in t.distribution),
        )
    if t.section:
        yield (
            "section",
            f"{t.section.number} of {t.section.of}"
            + "".join(
                f"; section {p.section.number} begins in the text"
                for p in t.pages
                if p.section and p.page is None and p.section != t.section
            ),
        )
    if t.captions:
        yield "captions", ", ".join(t.captions)
    for line in t.passing:
        yield "pass line", line
    yield from _classification(t)
    for tag in t.tags:
        yield (
            "TAGS",
            f"{tag.code.ljust(6)} {tag.kind}"
            + (f": {tag.meaning}" if tag.meaning else "")
            + (f" (written {tag.text})" if tag.text.upper() != tag.code and tag.kind != "person" else ""),
        )
    for ref in t.references:
        yield (
            "reference",
            (f"{ref.letter}. " if ref.letter else "")
            + (f"{ref.mrn}" if ref.mrn else f"{ref.kind}: {' '.join(ref.text.split())}"),
        )
    if t.record:
        yield (
            "archive record",
            f"{len(t.record)} attributes, "
            + "; ".join(
                f"{a.key}: {a.value}" for a in t.record if a.key in ("Document Number", "Film Number", "Locator")
            ),
        )


def _addressees(label: str, found: tuple[Addressee, ...]) -> Iterator[tuple[str, str]]:
    for a in found:
        parts = [
            a.plad,
            a.precedence or "",
            f"no. {a.serial}" if a.serial else "",
            f"[{a.routing}]" if a.routing else "",
        ]
        without = f" without {', '.join(a.excluded)}" if a.excluded else ""
        yield label, "  ".join(part for part in parts if part) + without


def _classification(t: Telegram) -> Iterator[tuple[str, str]]:
    c = t.classification
    if c.controls:
        yield "controls", ", ".join(c.controls)
    if c.order or c.instruction:
        until = (
            f"declassify on {c.declassify_on}"
            if c.declassify_on
            else f"declassify after: {c.event}"
            if c.event
            else ", ".join(c.exemptions) or c.schedule or c.instruction or ""
        )
        yield "E.O.", f"{c.order or '?'}" + (f", {until}" if until else "")
    if c.authority:
        why = f"; reasons {c.reason_section or ''} {' '.join(f'({r})' for r in c.reasons)}" if c.reasons else ""
        yield "classified by", c.authority.name + (f", {c.authority.title}" if c.authority.title else "") + why


def _paragraphs(screen: Screen, telegram: Telegram, brief: bool) -> None:
    for paragraph in telegram.paragraphs:
        if paragraph.heading:
            screen.line("  ", (printable(paragraph.heading), "bold cyan"))
        mark = f"¶{paragraph.number}" if paragraph.number is not None else "·"
        as_printed = (
            f" printed {paragraph.label!r}"
            if paragraph.label and paragraph.label.strip(". ") != str(paragraph.number)
            else ""
        )
        portion = f"({paragraph.portion}) " if paragraph.portion else ""
        text = portion + paragraph.text
        if brief:
            text = textwrap.shorten(text[:2000], max(40, screen.width - 12 - len(as_printed)), placeholder=" ...")
        lines = [piece for part in text.split("\n") for piece in _wrapped(part, screen.width - 8)]
        for k, line in enumerate(lines or [""]):
            screen.line(
                ("  " + mark.ljust(6), "green") if k == 0 else "        ",
                line,
                (as_printed, "dim") if k == len(lines) - 1 else "",
            )
        if not brief:
            screen.blank()
    if brief:
        screen.blank()


def _wrapped(part: str, width: int) -> list[str]:
    """One line of running text wrapped; columns and texts too long to wrap stay as they are."""
    if "   " in part.strip() or len(part) > _TOO_LONG:
        return [printable(part[:_TOO_LONG])] + (
            [f"... and {len(part) - _TOO_LONG} characters more"] if len(part) > _TOO_LONG else []
        )
    return textwrap.wrap(printable(part), width)


def show_lines(screen: Screen, telegram: Telegram, limit: int | None = None) -> None:
    """Every line with its number and kind, as read."""
    for number, line in enumerate(telegram.lines[:limit], start=1):
        style = _STYLES.get(line.kind, "")
        text = printable(line.text[:_TOO_LONG].rstrip("\r\n"))
        if limit is not None and len(text) > screen.width - 24:
            text = text[: screen.width - 28] + " ..."
        screen.line(
            (f"{number:5d}  ", "dim"),
            (line.kind.ljust(16), "cyan" if line.kind != "unknown" else "bold red"),
            (text, style),
        )
    if limit is not None and len(telegram.lines) > limit:
        screen.line(f"       ... and {len(telegram.lines) - limit} lines more")
