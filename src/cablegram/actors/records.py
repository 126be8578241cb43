"""What the room hands out: mentions and the actors they name.

Types, forms and spans: `actors-guideline.md`. Offsets are code points of the telegram's own text.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

ActorType = Literal["state", "place", "region", "organ", "body", "party", "company", "person", "people"]
Form = Literal["name", "nominal", "pronoun"]
Sureness = Literal["sure", "likely", "guess", "none"]


class Actor(Struct, frozen=True, kw_only=True):
    """One canonical actor.

    ``id`` is stable: ``state:FR`` (ISO 3166 code, or our code of a state that is gone), ``place:FR/paris``,
    ``region:middle-east``, ``body:osce``, ``organ:FR/mfa``, ``post:PARIS``, ``party:DE/cdu``, ``company:US/exxon``
    where a table knows it; ``person:…``, ``organ:…`` and so on with the words that tell most where only the text does.
    ``state`` is the code of the state it belongs to or speaks for, ``valid_from`` and ``valid_to`` ISO dates, each
    empty where there is none.
    """

    id: str
    name: str
    kind: ActorType
    state: str = ""
    valid_from: str = ""
    valid_to: str = ""


class Mention(Struct, frozen=True, kw_only=True):
    """One mention: ``text[start:end] == quote`` in the telegram's text.

    A mention over a page turn has the rest of its words in ``more`` (further spans) and their text in
    ``quote_more``. ``actor`` is the canonical name, ``actor_id`` its id, both empty where nothing is known; then, or
    where several fit, ``candidates`` lists their ids, best first. ``how`` says in a word how the actor was found
    (``table``, ``government-acronym``, ``post``, ``title``, ``surname``, ``same-words``, ``similar``, ``pronoun`` ...),
    ``sure`` how sure that is; ``by`` is ``rules``, ``model`` or ``header``.
    """

    start: int
    end: int
    type: ActorType
    form: Form
    actor: str = ""
    actor_id: str = ""
    quote: str = ""
    more: tuple[tuple[int, int], ...] = ()
    quote_more: tuple[str, ...] = ()
    how: str = ""
    sure: Sureness = "none"
    candidates: tuple[str, ...] = ()
    by: str = "rules"


class Found(Struct, frozen=True, kw_only=True):
    """What was found in one telegram: the mentions in the order of the text, and each actor once."""

    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
