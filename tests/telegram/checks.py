"""What must hold of every telegram there is, whatever was read; used by every test that throws texts."""

from __future__ import annotations

from collections.abc import Iterator

import cablegram
from cablegram.reading import parse_all
from cablegram.tables import rows
from cablegram.telegram.records import Paragraph, Telegram

KINDS = frozenset(row["kind"] for row in rows("line_kinds"))
_SEVERAL = (
    "routing", "action", "info", "tags", "references",
    "paragraphs", "blocks", "pages", "distribution", "record",
)  # fmt: skip
_DROPPED = dict.fromkeys(map(ord, "\x00\u200b\ufeff\\"))


def check(text: str) -> Telegram:
    """Read ``text`` and assert all that holds of any text; gives the telegram back."""
    cable = cablegram.parse(text)
    assert str(cable) == text
    _tiles(cable)
    for name, start, end in spans(cable):
        assert 0 <= start <= end <= len(text), f"{name} [{start}, {end}) lies outside 0..{len(text)}"
    _values(cable)
    _places(cable)
    _body(cable)
    view = cable.view()
    for at, (start, end) in zip(view.starts, view.spans, strict=True):
        assert view.text[at : at + end - start] == text[start:end]
    assert list(view.spans) == sorted(view.spans)
    assert isinstance(cable.plain_text(), str)
    pieces = parse_all(text)
    assert "".join(map(str, pieces)) == text
    assert len(pieces) >= 1
    return cable


def spans(cable: Telegram) -> Iterator[tuple[str, int, int]]:
    """Every span a telegram holds, with the name of what holds it."""
    for line in cable.lines:
        yield "line", line.start, line.end
        for field in line.fields:
            yield f"field {field.name}", field.start, field.end
    for name in ("transmission", "originator", "security"):
        one = getattr(cable, name)
        if one is not None:
            yield name, one.start, one.end
    if cable.classification.authority:
        yield "authority", cable.classification.authority.start, cable.classification.authority.end
    for name in _SEVERAL:
        for one in getattr(cable, name):
            yield name, one.start, one.end
    for paragraph in cable.paragraphs:
        for item in paragraph.items:
            yield "item", item.start, item.end
    for place in cable.places:
        yield f"place {place.field}", place.start, place.end


def squeezed(text: str) -> str:
    """``text`` without blanks and the characters that are cut from the ends of lines."""
    return "".join(text.translate(_DROPPED).split())


def is_part(part: str, whole: str) -> bool:
    """Whether ``part`` is ``whole`` with pieces left out, blanks aside."""
    if squeezed(part) in squeezed(whole):
        return True
    rest = iter(squeezed(whole))
    return all(char in rest for char in squeezed(part))


def same_but_masked(value: str, exact: str) -> bool:
    """Whether ``value`` is ``exact``, but for page lines inside it that were made blank."""
    return value == exact or (
        len(value) == len(exact) and all(a == b or a == " " for a, b in zip(value, exact, strict=True))
    )


def _tiles(cable: Telegram) -> None:
    at = 0
    for line in cable.lines:
        assert (line.start, line.end) == (at, at + len(line.text))
        assert line.kind in KINDS, f"{line.kind!r} is no kind of line"
        at = line.end
        for field in line.fields:
            assert field.value == cable.text[field.start : field.end], field
            assert line.start <= field.start <= field.end <= line.end, field
    assert at == len(cable.text)
    assert "".join(line.text for line in cable.lines) == cable.text


def _values(cable: Telegram) -> None:
    text = cable.text
    for indicator in cable.routing:
        assert text[indicator.start : indicator.end] == indicator.code
    if cable.transmission:
        exact = text[cable.transmission.start : cable.transmission.end]
        assert cable.transmission.channel in exact
        assert cable.transmission.serial in exact
    if cable.originator:
        exact = text[cable.originator.start : cable.originator.end]
        assert cable.originator.routing in exact
        assert f"#{cable.originator.serial}" in exact
    if cable.security:
        exact = text[cable.security.start : cable.security.end]
        assert exact.startswith(cable.security.prosign)
        assert cable.security.letters in exact.replace(" ", "")
    for addressee in (*cable.action, *cable.info):
        exact = text[addressee.start : addressee.end]
        assert addressee.plad in exact, addressee
        for part in (addressee.routing, addressee.precedence, addressee.serial):
            assert part is None or part in exact, addressee
        assert all(name in text for name in addressee.excluded), addressee
    for tag in cable.tags:
        assert same_but_masked(tag.text, text[tag.start : tag.end]), tag
    for reference in cable.references:
        assert same_but_masked(reference.text, text[reference.start : reference.end]), reference
        assert (reference.mrn is None) or reference.kind == "cable", reference
    for page in cable.pages:
        for part in (page.station, page.serial, page.time):
            assert part is None or part in text[page.start : page.end], page
    for office in cable.distribution:
        assert text[office.start : office.end].startswith(f"{office.code}-"), office
        assert int(text[office.start : office.end].partition("-")[2]) == office.copies
    for attribute in cable.record:
        exact = text[attribute.start : attribute.end]
        assert exact.startswith(attribute.key)
        assert is_part(attribute.value, exact), attribute
    who = cable.classification.authority
    if who:
        # A word broken by a page line or a stamp is joined over it: the stamp stands in the span and not in the name.
        letters = text[who.start : who.end].casefold()
        for word in who.name.replace(",", " ").split():
            assert is_part(word.casefold(), letters), (who, text[who.start : who.end])


def _places(cable: Telegram) -> None:
    exact = {place.field: cable.text[place.start : place.end] for place in cable.places}
    assert all(exact.values()), exact
    for place in cable.places:
        span = cable.where(place.field)
        assert span is not None
    if "origin" in exact:
        assert exact["origin"].strip() == cable.origin
    if "serial" in exact:
        assert int(exact["serial"]) == cable.serial
    if "subject" in exact:
        assert cable.subject
        if "&" not in exact["subject"]:
            assert is_part(cable.subject, exact["subject"])
    if "signature" in exact:
        assert cable.signers[0] == exact["signature"]
    if "order" in exact:
        assert exact["order"] == cable.classification.order
    if "section" in exact and cable.section:
        assert str(cable.section.number) in exact["section"]
        assert str(cable.section.of) in exact["section"]
    if "precedence" in exact:
        assert " ".join(exact["precedence"].split()).replace("0", "O") == cable.precedence


def _body(cable: Telegram) -> None:
    last = 0
    for paragraph in cable.paragraphs:
        assert paragraph.start >= last, "paragraphs overlap"
        last = paragraph.end
        exact = cable.text[paragraph.start : paragraph.end]
        assert is_part(paragraph.text, exact), paragraph
        _labels(paragraph, exact)
        for item in paragraph.items:
            assert paragraph.start <= item.start <= item.end <= paragraph.end, item
            assert is_part(item.text, cable.text[item.start : item.end]), item
            assert item.label in cable.text[paragraph.start : item.start], item
    for block in cable.blocks:
        assert is_part(block.text, cable.text[block.start : block.end]), block
    summaries = [block.text for block in cable.blocks if block.kind == "summary"]
    assert cable.summary is None or cable.summary in summaries


def _labels(paragraph: Paragraph, exact: str) -> None:
    if paragraph.label is None:
        assert paragraph.number is None
    else:
        assert paragraph.label in exact, paragraph
        assert paragraph.number is not None
        assert paragraph.number >= 0
