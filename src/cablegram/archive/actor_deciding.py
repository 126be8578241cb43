"""Taking down what a person says about an actor: which mention or document it is on, and which actors are meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cablegram.actors.records import Actor, Mention
from cablegram.archive.actor_decisions import CONFIRM, MERGE, RENAME, SPLIT, UNKNOWN, ActorDecisions, kind_of
from cablegram.archive.actor_fields import whole, without_kind
from cablegram.archive.decisions import decide
from cablegram.archive.door import storable
from cablegram.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cablegram.archive.store import StoreWriter
    from cablegram.archive.store.actor_rows import Named
    from cablegram.archive.views import View


SAYINGS: dict[str, str] = {"merge": MERGE, "split": SPLIT, "rename": RENAME, "confirm": CONFIRM}
_ID = re.compile(r"[a-z]+:\S+")


def decide_actor(
    view: View,
    writer: StoreWriter,
    who: str,
    saying: str,
    document: str,
    *,
    actor: str | None,
    span: tuple[int, int] | None,
    value: str,
    name: str | None,
) -> int:
    """Keep what a person says about an actor of a document; the number to undo it by.

    Raises:
        UsageError: there is no such document, mention or actor, or several are meant.
        ArchiveError: the archive cannot be written.
    """
    kind = SAYINGS.get(saying)
    if kind is None:
        raise UsageError(f"no saying {saying!r} about actors; it is one of: {', '.join(SAYINGS)}")
    found = view.resolve(document)
    if not found:
        raise UsageError(f"no document {document!r} in the archive; give an id such as doc-… or the number of a cable")
    decided = ActorDecisions(view._reader, view.scope)
    there = {one.number: one for one in decided.of([brief.number for brief in found])}
    name_of, chosen = _first_with(there, [brief.number for brief in found], actor, span, document)
    here = chosen[0].actor_id or UNKNOWN
    if kind in (MERGE, RENAME) and here == UNKNOWN:
        raise UsageError(f"it is not known who “{chosen[0].quote}” is; split says it")
    value, name = " ".join(storable(value).split()), " ".join(storable(name or "").split())
    if kind != CONFIRM and not value:
        raise UsageError(f"{saying} needs {'the new name' if kind == RENAME else 'the actor that it is'}")
    if kind in (MERGE, SPLIT):
        other = _meant(view, decided, value, name, chosen[0], known=kind == MERGE)
        if other.id == here:
            raise UsageError(f"{here} is itself; nothing is to be decided")
        words = f"{here} {other.id} {other.name}"
    else:
        words = f"{here} {value}".strip() if kind == RENAME else here
    if kind in (MERGE, RENAME) or span is not None:
        place = chosen[0].start, chosen[0].end
        return decide(view, writer, who, kind, words, name_of, place)
    return decide(view, writer, who, kind, words, name_of, None)


def _first_with(
    there: dict[int, Named], numbers: Sequence[int], actor: str | None, span: tuple[int, int] | None, name: str
) -> tuple[str, Sequence[Mention]]:
    """The first document of a cable that has what is meant: its id, and the mentions."""
    wrong: UsageError | None = None
    for number in numbers:
        try:
            if number in there:
                return there[number].id, _chosen(there[number].mentions, actor, span, name)
        except UsageError as error:
            wrong = wrong or error
    raise wrong or UsageError(f"nobody has looked for actors in {name}; cablegram archive rederive does")


def _chosen(
    mentions: Sequence[Mention], actor: str | None, span: tuple[int, int] | None, cable: str
) -> Sequence[Mention]:
    """The mentions that are meant: on a span, or of an actor by its id, name or words; all of one actor."""
    if span is not None:
        found = [one for one in mentions if (one.start, one.end) == span]
        if actor is not None:
            found = [one for one in found if _is(one, actor)]
        if not found:
            raise UsageError(
                f"no mention from {span[0]} to {span[1]} of {cable}; cablegram actors --mentions lists them"
            )
        return found[:1]
    if actor is None:
        raise UsageError("say which actor is meant, by its id, name or words, or by the span of a mention")
    found = [one for one in mentions if one.actor_id and _is(one, actor)]
    if not found:
        raise UsageError(f"{cable} names no {actor!r}; cablegram actors --mentions lists whom it names")
    several = sorted({one.actor_id for one in found})
    if len(several) > 1:
        raise UsageError(f"{actor!r} is several actors of {cable}: {', '.join(several)}; give one of these")
    return found


def _is(mention: Mention, actor: str) -> bool:
    known = (mention.actor_id, without_kind(mention.actor_id)[0], mention.actor, mention.quote)
    return mention.actor_id == actor or whole(actor) in map(whole, known)


def _meant(view: View, decided: ActorDecisions, value: str, name: str, mention: Mention, *, known: bool) -> Actor:
    """The actor that another is said to be: one of the archive by its id or name, else (``known`` is no) a new one."""
    there: dict[str, Actor] = {}
    for one in view.actors():
        if one.id == value or whole(value) in (whole(one.id), whole(one.name)):
            there[one.id] = Actor(id=one.id, name=one.name, kind=one.kind, state=one.state)
    if value in there:
        return there[value]
    if len(there) > 1:
        raise UsageError(f"{value!r} is several actors: {', '.join(sorted(there))}; give one of these ids")
    if there:
        return next(iter(there.values()))
    if known:
        raise UsageError(f"no actor {value!r} in the archive; cablegram actors --archive DIR lists them")
    if _ID.fullmatch(value):
        if not name:
            raise UsageError(f"no actor {value!r} in the archive yet; say what it is called, too")
        return Actor(id=value, name=name, kind=kind_of(value))
    kind = mention.actor_id.partition(":")[0] or mention.type
    made = f"{kind}:{whole(value).replace(' ', '-')}"
    return Actor(id=made, name=name or value, kind=kind_of(made))
