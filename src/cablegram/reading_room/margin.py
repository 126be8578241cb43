"""What stands beside a cable: findings, who is named, who wants what, what is expected, due and done, references, copies.

Each entry leads to its exact words in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from msgspec import Struct

from cablegram.actors.records import Mention
from cablegram.archive import Document, View
from cablegram.archive.actor_lists import NamedDocument
from cablegram.archive.position_lists import StatedIn
from cablegram.archive.wording import Headline, headline, one_line, particulars, quote, source
from cablegram.findings import RULES
from cablegram.findings.rules import load
from cablegram.positions.records import Item, Position
from cablegram.reading_room.asking import to
from cablegram.reading_room.marked import ACTOR, FINDING, REFERENCE, Mark, written
from cablegram.reading_room.texts import Text

Lighting = Callable[[str], str]  # places as an address writes them → the address of the page with them lit
_KINDS = {"position": "Who wants what", "expectation": "Expected", "deadline": "Due", "action": "Done and asked for"}
_TYPES = {
    "state": "States", "organ": "Organs of states", "body": "Bodies", "party": "Parties", "company": "Companies",
    "person": "People", "people": "Peoples", "place": "Places", "region": "Regions",
}  # fmt: skip


class Lit(Struct):
    """A place that can be lit: its address, and as the address writes it; ``on`` where it is."""

    href: str
    place: str
    on: bool


class Stated(Struct):
    """An item of what is stated."""

    said: Headline
    stance: str
    quote: str
    source: str
    more: list[str]
    paragraph: int
    lit: Lit
    how: str
    optional: bool


class Found(Struct):
    """A finding, with what its code means."""

    code: str
    severity: str
    message: str
    mend: str
    explained: str
    lit: Lit


class Named(Struct):
    """An actor, with each place where it is named."""

    name: str
    query: str
    places: list[tuple[str, Lit]]


class Referred(Struct):
    """A reference: what it says, the cable it means, and whether that is held."""

    letter: str
    words: str
    mrn: str
    state: str
    href: str
    lit: Lit


class Margin:
    """The margin of one text; it also gives the text its marks."""

    def __init__(
        self, view: View, document: Document, text: Text, lighting: Lighting, lit: Sequence[tuple[int, int]]
    ) -> None:
        self.document = document
        self._view, self._text, self._lighting = view, text, lighting
        self._on = set(lit)
        self.findings = self._findings()
        self.references = self._references()
        self.actors: list[tuple[str, list[Named]]] = []
        self.stated: list[tuple[str, str, list[Stated]]] = []
        self.made = ""

    def name(self, named: NamedDocument | None) -> None:
        """Take in who is named."""
        if named is None:
            return
        mentions = [one for one in named.mentions if one.actor or one.form == "name"]
        self._text.marks += [Mark(a, b, ACTOR) for one in mentions for a, b in _spans(one)]
        kinds = {actor.id: actor.kind for actor in named.actors}
        often: dict[tuple[str, str, str], list[Mention]] = {}
        for one in mentions:
            words = one.actor or one_line(one.quote)
            often.setdefault((kinds.get(one.actor_id, one.type), one.actor_id, words), []).append(one)
        rows = sorted(often.items(), key=lambda row: (list(_TYPES).index(row[0][0]), -len(row[1]), row[0][2]))
        for kind, some in groupby(rows, key=lambda row: row[0][0]):
            found = [
                Named(name, f'{_field(kind)}:"{actor or name}"' if actor else "", [self._place(one) for one in there])
                for (_, actor, name), there in some
            ]
            self.actors.append((_TYPES[kind], found))

    def state(self, stated: StatedIn | None) -> None:
        """Take in what is stated."""
        if stated is None:
            return
        self.made = stated.made
        origin = self._text.telegram.origin or ""
        rows = stated.stated.items(optional=True)
        for kind, title in _KINDS.items():
            items = [item for _, one, item in rows if one == kind]
            if kind == "deadline":
                items.sort(key=lambda item: getattr(item, "date", ""))
            self._text.marks += [Mark(a, b, kind) for item in items for a, b in _spans(item)]
            if items:
                self.stated.append((kind, title, [self._stated(item, origin) for item in items]))

    def _stated(self, item: Item, origin: str) -> Stated:
        return Stated(
            headline(item),
            item.stance if isinstance(item, Position) else "",
            quote(item),
            source(item, origin),
            particulars(item),
            item.paragraph,
            self._lit(_spans(item)),
            f"rule {item.rule}, right {item.confidence:.0%} of the time; " + "; ".join(item.steps),
            item.optional,
        )

    def _lit(self, spans: Sequence[tuple[int, int]]) -> Lit:
        place = written(spans, self._text.k)
        return Lit(self._lighting(place), place, bool(spans) and self._on.issuperset(spans))

    def _place(self, one: Mention) -> tuple[str, Lit]:
        return one_line(" … ".join((one.quote, *one.quote_more))), self._lit(_spans(one))

    def _findings(self) -> list[Found]:
        load()
        found = []
        for one in self.document.findings:
            self._text.marks.append(Mark(one.start, one.end, FINDING))
            rule = RULES.get(one.code)
            told = rule.explain if rule else "What was given beside the text differs from what the text says."
            mend = f"{one.safety} mend" if one.safety else ""
            found.append(Found(one.code, one.severity, one.message, mend, told, self._lit([(one.start, one.end)])))
        return found

    def _references(self) -> list[Referred]:
        found = []
        for one in self.document.references:
            held = bool(one.mrn and self._view.resolve(one.mrn))
            state = "held" if held else "not held" if one.mrn else one.kind
            href = to("/cable", one.mrn) if one.mrn else ""
            if one.mrn:
                self._text.marks.append(Mark(one.start, one.end, REFERENCE, href))
            lit = self._lit([(one.start, one.end)])
            found.append(Referred(one.letter or "", one_line(one.text), one.mrn or "", state, href, lit))
        return found


def _spans(one: Item | Mention) -> list[tuple[int, int]]:
    return [(one.start, one.end), *one.more]


def _field(kind: str) -> str:
    """The field that finds an actor of a kind."""
    return kind if kind in ("state", "person") else "place" if kind in ("place", "region", "people") else "org"
