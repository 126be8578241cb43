"""Every mention of one telegram, and who each is: the room's one way in.

The reading view is read (page lines cut, lines joined, safe mends applied); what is found is mapped back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cablegram.actors.acronyms import with_people
from cablegram.actors.by_rules import by_rules
from cablegram.actors.detecting import by_model
from cablegram.actors.header import posts, readable, signers
from cablegram.actors.model import model
from cablegram.actors.records import Actor, Found, Mention
from cablegram.actors.resolving import Resolution, resolve
from cablegram.actors.spans import Span
from cablegram.findings.view import reading_view
from cablegram.source.view import View

if TYPE_CHECKING:
    from cablegram.actors.rosters import Roster
    from cablegram.findings.mending import Mended
    from cablegram.telegram.records import Telegram

_GROUPS = {
    "state": 0,
    "place": 0,
    "region": 0,
    "organ": 1,
    "body": 1,
    "party": 1,
    "company": 1,
    "person": 2,
    "people": 2,
}


def find(
    telegram: Telegram,
    *,
    mended: Mended | None = None,
    rules_only: bool = False,
    roster: Roster | None = None,
) -> Found:
    """Every mention in a telegram, in the order of its text. Never raises for content.

    ``mended`` is ``mend(telegram)`` where the caller has it; ``rules_only`` leaves the model out; ``roster`` is what is
    known of people from elsewhere.
    """
    return find_with(by_rules if rules_only else lambda text: by_model(text, model()), telegram, mended, roster)


def find_with(
    detect: Callable[[str], list[Span]], telegram: Telegram, mended: Mended | None = None, roster: Roster | None = None
) -> Found:
    """What :func:`find` does, with spans by ``detect`` (of the reading view, blank where no names are looked for)."""
    view = reading_view(telegram, mended)
    spans = with_people(detect(readable(telegram, view)), view.text)
    spans = _with_header(spans, [*posts(telegram, view), *signers(telegram, view)])
    resolutions = resolve(telegram, view.text, spans, roster)
    _keep_within(telegram, spans, resolutions)
    mentions: list[Mention] = []
    actors: dict[str, Actor] = {}
    for span, resolution in zip(spans, resolutions, strict=True):
        mention = _mention(telegram.text, view, span, resolution)
        if mention is None:
            continue
        mentions.append(mention)
        if resolution.actor is not None:
            actors.setdefault(resolution.actor.id, resolution.actor)
    return Found(mentions=tuple(mentions), actors=tuple(actors.values()))


def _keep_within(telegram: Telegram, spans: list[Span], resolutions: list[Resolution]) -> None:
    """Whom only words without a name tell ("the chairman", "two officials") is somebody of this cable alone: his id ends
    in ``@`` and the cable's number, or a digest of its text, so that no other cable's chairman is he."""
    named = {found.actor.id for span, found in zip(spans, resolutions, strict=True) if found.actor and span.form == "name"}
    local = {
        found.actor.id
        for found in resolutions
        if found.actor and found.how == "words" and found.actor.id not in named and not found.actor.id.startswith("state:")
    }
    if not local:
        return
    digest = hashlib.blake2b(telegram.text.casefold().encode("utf-8", "replace"), digest_size=5)
    mark = "@" + (telegram.mrn or digest.hexdigest())
    for found in resolutions:
        if found.actor and found.actor.id in local:
            found.actor = replace(found.actor, id=found.actor.id + mark)


def _with_header(spans: list[Span], header: list[Span]) -> list[Span]:
    """The header's spans where the body's finder has none of the same class in that place."""
    taken = [(span.start, span.end, _GROUPS[span.type]) for span in spans]
    for span in header:
        group = _GROUPS[span.type]
        if not any(start < span.end and span.start < end and group == other for start, end, other in taken):
            spans.append(span)
    return sorted(spans, key=lambda span: (span.start, -span.end, _GROUPS[span.type]))


def _mention(text: str, view: View, span: Span, resolution: Resolution) -> Mention | None:
    """The mention in the telegram's own text; ``None`` for one that stands in nothing but a mend."""
    places = view.back(span.start, span.end)
    if not places:
        return None
    (start, end), *more = places
    actor = resolution.actor
    return Mention(
        start=start,
        end=end,
        type=resolution.type or span.type,
        form=span.form,
        actor=actor.name if actor else "",
        actor_id=actor.id if actor else "",
        quote=text[start:end],
        more=tuple(more),
        quote_more=tuple(text[left:right] for left, right in more),
        how=resolution.how,
        sure=resolution.sure,
        candidates=resolution.candidates,
        by=span.by,
    )
