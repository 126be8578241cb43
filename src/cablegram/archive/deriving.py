"""The stages *read*, *actors* and *positions*: from one entry of a file to documents, each with what is derived of it alone.

``VERSION`` goes up when its output changes for the samples; ``tests/archive/test_deriving.py`` compares.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from cablegram.archive.compression import compress
from cablegram.archive.door import storable, storable_path
from cablegram.archive.givens import Givens, differences, read_given
from cablegram.archive.naming import named
from cablegram.archive.packing import pack_paragraphs, pack_pieces, pack_view
from cablegram.archive.records import Filed, Made, Mention, Naming, Noted, Place, Raw, Reading, Stating
from cablegram.archive.stating import left_out, stated_of
from cablegram.findings import Finding, check
from cablegram.findings.mending import Mended, mend
from cablegram.findings.view import reading_view
from cablegram.formats import Entry, Given
from cablegram.reading import is_telegram
from cablegram.source import encode
from cablegram.tables.words import mark_rank
from cablegram.telegram.dates import full_year
from cablegram.telegram.joining import telegram_pieces
from cablegram.telegram.messages import telegram_spans
from cablegram.telegram.reader import parse
from cablegram.telegram.records import DateInterval, Telegram

VERSION = 1
_encode = msgspec.json.Encoder().encode
# What the signals and notices of a header say of the copy it heads (reference 1.6, D41).
_STATUS = (("ZFR", "cancelled"), ("ZEL", "corrected"), ("ZDK", "repeated"), ("ZFD", "repeated"))


def documents(entry: Entry, made: Made = "model", *, positions: bool = True) -> Iterator[Filed]:
    """The documents of an entry, in order; put together again their texts are the entry's text.

    ``made`` says what actors are found with, ``positions`` whether these are looked for.
    """
    source = entry.source
    text = source.text
    kept = encode_back(text, source.encoding) != source.data
    raw = _packed(source.data) if kept else None
    fields = tuple(Given(storable(one.key), storable(one.value), one.field, one.form) for one in entry.given)
    given = _given_json(fields)
    o = entry.origin
    path, member = storable_path(o.path), o.member and storable_path(o.member)
    spans = ((0, len(text)),) if entry.whole else tuple(telegram_spans(text))
    for start, end in spans:
        piece = storable(text[start:end])  # raw has the bytes
        page = bisect_right(entry.pages, start) if entry.pages else None
        place = Place(path, member, page, start, end, o.offset, o.length, o.sha256)
        name = document_id(piece, given)
        reading, naming, stating = derive_stages(name, piece, fields, made, positions=positions)
        yield Filed(name, entry.format, source.encoding, piece, given, place, reading, naming, stating, kept, raw)
        raw = None


def _packed(data: bytes) -> Raw:
    return Raw(hashlib.sha256(data).hexdigest(), len(data), compress(data))


def encode_back(text: str, encoding: str) -> bytes | None:
    """The bytes of a text in its encoding, ``None`` where it has none there."""
    try:
        return encode(text, encoding)
    except (UnicodeEncodeError, KeyError, LookupError):
        return None


def _given_json(given: tuple[Given, ...]) -> str:
    return _encode([[one.key, one.value, one.field, one.form] for one in given]).decode() if given else ""


def document_id(text: str, given: str) -> str:
    """The id of a document: from its text and the fields given with it, and nothing else."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass"))
    if given:
        digest.update(b"\0" + given.encode())
    return "doc-" + digest.hexdigest()[:20]


def derive(name: str, text: str, given: tuple[Given, ...] = ()) -> Reading:
    """What is derived of one document: its fields, findings, paragraphs and reading view. Never raises for content."""
    return derive_stages(name, text, given, "none", positions=False)[0]


Derived = tuple[Reading, Naming | None, Stating | None]


def derive_stages(
    name: str,
    text: str,
    given: tuple[Given, ...] = (),
    made: Made = "model",
    *,
    positions: bool = True,
    known: Naming | None = None,
) -> Derived:
    """What the stages derive of one document: the first alone where it has no text. Never raises for content.

    ``known`` is what the stage *actors* derived of it before, in place of finding them again.
    """
    givens = read_given(given)
    telegram = parse(text, year=givens.year)
    findings = check(telegram)
    mended = mend(telegram, findings=findings)
    reading = _reading(name, telegram, findings, mended, givens, given)
    if reading.kind == "record":
        return reading, None, None
    naming = known or named(telegram, mended, made)
    stating = stated_of(_dated(telegram, reading), mended, naming) if positions else left_out(naming)
    return reading, naming, stating


def _dated(telegram: Telegram, reading: Reading) -> Telegram:
    """The telegram with the date that is known of the document, where its own text tells less."""
    own = telegram.date
    if reading.first is None or reading.last is None or (own is not None and own.basis == reading.basis):
        return telegram
    start, end = (dt.datetime.fromtimestamp(60 * minutes, dt.UTC) for minutes in (reading.first, reading.last))
    known = DateInterval(start, end, reading.precision or "day", reading.basis or "given")
    return msgspec.structs.replace(telegram, date=known)


def _reading(
    name: str,
    telegram: Telegram,
    findings: tuple[Finding, ...],
    mended: Mended,
    givens: Givens,
    given: tuple[Given, ...],
) -> Reading:
    text = telegram.text
    own = [Noted(f.code, f.severity, f.message, f.start, f.end, f.safety) for f in findings]
    if given:
        own += differences(telegram, givens)
    date = telegram.date
    first, last, precision, basis = (
        (_minutes(date.start), _minutes(date.end), date.precision, date.basis) if date else (None, None, None, None)
    )
    if date is None and givens.date is not None:
        first, last, precision = _minutes(givens.date[0]), _minutes(givens.date[1]), givens.date[2]
        basis = "given"
    elif givens.date is not None and precision == "year":
        first, last, precision, basis = (
            _minutes(givens.date[0]), _minutes(givens.date[1]), givens.date[2], "given"
        )  # fmt: skip
    section, section_to, sections = _sections(telegram)
    mrn = telegram.mrn or givens.mrn
    if first is None and mrn:
        year = full_year(mrn[:2])
        first, last, precision, basis = _minutes(_new_year(year)), _minutes(_new_year(year + 1)), "year", "mrn"
    level = _level(telegram.classification.level, givens.level)
    return Reading(
        cable=mrn or name,
        kind=_kind(telegram, givens),
        mrn=mrn,
        family=telegram.family,
        section=section,
        section_to=section_to,
        sections=sections,
        dtg=telegram.dtg.isoformat() if telegram.dtg else None,
        first=first,
        last=last,
        precision=precision,
        basis=basis,
        origin=telegram.origin or givens.origin,
        station=telegram.station or givens.station,
        serial=telegram.serial or givens.serial,
        level=level,
        subject=telegram.subject or givens.subject,
        precedence=telegram.precedence,
        status=_status(telegram),
        captions=telegram.captions,
        signers=telegram.signers,
        tags=tuple({tag.code: (tag.code, tag.kind) for tag in telegram.tags}.values()) or givens.tags,
        references=tuple(Mention(r.kind, r.letter, r.mrn, r.text, r.start, r.end) for r in telegram.references),
        findings=tuple(own),
        paragraphs=pack_paragraphs(telegram.paragraphs),
        view=_view(telegram, mended),
        stood=_stood(text, mended) if mended.mends else "",
    )


def _view(telegram: Telegram, mended: Mended) -> bytes:
    if mended.mends:
        return pack_view(telegram.text, reading_view(telegram, mended))
    return pack_pieces(telegram.text, ((s, a, b, None) for s, a, b in telegram_pieces(telegram.lines)))


def _minutes(moment: dt.datetime) -> int:
    return int(moment.timestamp() // 60)


def _new_year(year: int) -> dt.datetime:
    return dt.datetime(year, 1, 1, tzinfo=dt.UTC)


def _level(own: str | None, given: str | None) -> str | None:
    """The mark that counts: the higher of the two, so that a view never shows what one of them forbids."""
    if own and given:
        return max(own, given, key=mark_rank)
    return own or given


def _kind(telegram: Telegram, givens: Givens) -> str:
    if not telegram.text.strip() or (givens.without_text and not telegram.paragraphs):
        return "record"
    return "telegram" if is_telegram(telegram) else "text"


def _sections(telegram: Telegram) -> tuple[int | None, int | None, int | None]:
    numbers = [page.section for page in telegram.pages if page.section is not None]
    if telegram.section is None:
        return None, None, None
    first, of = telegram.section.number, telegram.section.of
    return first, max([first, *(s.number for s in numbers if s.of == of)]), of


def _status(telegram: Telegram) -> str | None:
    signals = telegram.security.signals if telegram.security else ()
    for signal, status in _STATUS:
        if any(one.startswith(signal) for one in signals):
            return status
    for caption in telegram.captions:
        letters = caption.replace(" ", "").upper()
        if letters.startswith("CORRECTEDCOPY"):
            return "corrected"
        if letters.startswith("SUSPECTEDDUPLICATE"):
            return "repeated"
    return None


def _stood(text: str, mended: Mended) -> str:
    """The words that a mend changed, as they stood: every word of the text that a mend touches."""
    found: dict[str, None] = {}
    for made in mended.mends:
        start, end = made.start, made.end
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        for word in text[start:end].split():
            if any(map(str.isalnum, word)):
                found[word] = None
    return " ".join(found)
