"""Taking down what a person says about an option or an issue: which is meant, and on which words the decision is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cablegram.archive.decisions import decide
from cablegram.archive.door import storable
from cablegram.archive.ledger_decisions import NOTHING, SAYINGS, written
from cablegram.archive.ledgers import Ledgers
from cablegram.errors import UsageError
from cablegram.ledger.decided import Place

if TYPE_CHECKING:
    from cablegram.archive.store import StoreWriter
    from cablegram.archive.views import View
    from cablegram.ledger.records import Option, Whole


def decide_option(
    view: View, writer: StoreWriter, who: str, kind: str, what: str, value: str = "", *, cable: str | None = None
) -> list[int]:
    """Keep what a person says about an option or issue, by its id or name; the numbers to undo it by.

    Raises:
        UsageError: there is no such option or issue, several are called so, or something is missing.
        ArchiveError: the archive cannot be written.
    """
    of, _, saying = kind.partition("-")
    if of not in ("option", "issue") or saying not in SAYINGS:
        raise UsageError(f"no decision {kind!r}; it is option- or issue- and one of: {', '.join(SAYINGS)}")
    whole = Ledgers(view._reader, view.scope).whole(optional=False)
    option = _meant(whole, of, what)
    value = " ".join(storable(value).split())
    if saying == "rename":
        if not value:
            raise UsageError(f"{kind} needs the new name")
        if value == NOTHING:
            raise UsageError(f"{value!r} is no name")
    elif saying == "confirm":
        if value:
            raise UsageError(f"{kind} takes no other; leave out {value!r}")
        value = NOTHING
    elif saying == "merge" or value:
        if not value:
            raise UsageError(f"{kind} needs the other {of}")
        other = _meant(whole, of, value)
        if other.id == option.id or (of == "issue" and other.issue == option.issue):
            raise UsageError(f"{what} and {value} are one already")
        value = _written(view, other.told[0].place)
    else:
        value = NOTHING
    places = [option.told[0].place]
    if saying == "split" and of == "option":
        if cable is None:
            raise UsageError("option-split needs the cable whose words are another option: --cable NAME")
        ids = {brief.id for brief in view.resolve(cable)}
        places = sorted({one.place for one in option.told if one.source.document in ids})
        if not places:
            raise UsageError(f"{option.name!r} has nothing of {cable}; cablegram positions --matrix lists what it has")
    return [decide(view, writer, who, kind, value, document, (start, end)) for document, start, end in places]


def _meant(whole: Whole, of: str, asked: str) -> Option:
    """The option that is meant, or the first one of an issue."""
    issues = {issue.id: issue for issue in whole.issues}
    words = " ".join(asked.casefold().split())
    by_id = [one for one in whole.options if asked in (one.id, one.issue)]
    if by_id:
        return by_id[0]
    found = [one for one in whole.options if words == " ".join(one.name.casefold().split())]
    if of == "issue":
        named = [one for one in whole.options if words == " ".join(issues[one.issue].name.casefold().split())]
        found = named or found
    several = len({one.id if of == "option" else one.issue for one in found}) > 1
    if not found:
        raise UsageError(
            f"no {of} {asked!r}; cablegram positions --archive DIR --matrix --explain lists them with their ids"
        )
    if several:
        ids = sorted({one.id if of == "option" else one.issue for one in found})
        raise UsageError(f"{asked!r} is the name of several: {', '.join(ids)}; give one of these ids")
    return found[0]


def _written(view: View, place: Place) -> str:
    document, start, end = place
    held = view.document(document)
    assert held is not None
    return written(document, start, end, held.text)
