"""Words of doing: what a state, body or official does beyond holding a view, and how the text says that it is done.

The table ``act_words`` has a row for each word or phrase, its first word in the base form where it is a verb. Kinds:

``act`` (an act) and ``study`` (weighing options) are verbs; ``status`` says which tellings of them count: ``any``,
``ahead`` (planned or on the way, since told as past they are mere course of events), ``ongoing``. ``intend``, ``try``,
``refuse``, ``fail`` and ``must`` are verbs over an infinitive and give it their status (those of ``intend`` and
``refuse`` that are ``firm`` in the present as well); ``intend-state`` follows a form of "be". ``deed`` are nouns over an
infinitive ("X's efforts to"), ``under`` the phrases of weighing ("under study"), ``vain`` what makes a try a failure.

``ask-phrase``, ``ask-particle`` and ``ask-modal`` make the requests of the telegram itself, to an ``addressee`` or the
``capital``, behind verbs of ``advice`` too; verbs of ``no-request`` (saying, knowing) ask for no act. ``own`` is staff of
the sender. ``company`` brings in who does it as well, ``by-vote`` is the manner of a decision, ``when`` are words of
dates. The other kinds are lists of nouns, which some verbs need beside them.

``frames`` says what must follow: ``object``, ``named`` (somebody named), ``to``, ``ing``, ``that``, ``whether``,
``question``, ``none``, ``any``, a preposition, ``someone+to`` (somebody, to do something), ``object+with`` (an object, and
the preposition behind it), or the kind of noun the object must have.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from cablegram.tables import rows
from cablegram.tables.inflection import forms

__all__ = ["ActForm", "ActWord", "act_forms", "act_phrases", "act_words"]

_PARTS = re.compile(r"[^\s-]+|-")  # as the tokens of the reading view are cut
_VERBS = ("act", "study", "intend", "must", "try", "refuse", "fail")


class ActWord(NamedTuple):
    """One row of the table; ``weight`` is ``firm``, ``usual`` or ``loose`` (often no act that matters)."""

    word: str
    kind: str
    status: str
    frames: tuple[str, ...]
    weight: str
    source: str


class ActForm(NamedTuple):
    """One form of a verb: the words that must follow the first, and its inflection (``base``, ``s``, ``ed``, ``ing``)."""

    act: ActWord
    rest: tuple[str, ...]
    inflection: str


@cache
def act_words() -> tuple[ActWord, ...]:
    """Every row of the table, in its order."""
    return tuple(
        ActWord(row["word"], row["kind"], row["status"], tuple(row["frames"].split()), row["weight"], row["source"])
        for row in rows("act_words")
    )


@cache
def act_forms() -> Mapping[str, tuple[ActForm, ...]]:
    """Every form of the verbs by its first word, those of the most words first, else in the table's order."""
    found: defaultdict[str, dict[ActForm, None]] = defaultdict(dict)
    for act in act_words():
        if act.kind in _VERBS:
            head, *rest = act.word.split()
            for form, inflection in forms(head):
                found[form][ActForm(act, tuple(rest), inflection)] = None
    return MappingProxyType(
        {head: tuple(sorted(same, key=lambda form: -len(form.rest))) for head, same in found.items()}
    )


@cache
def act_phrases(*kinds: str) -> tuple[tuple[str, ...], ...]:
    """The words of these kinds, each as the tuple of its words, the longest first; none for a kind that is not there."""
    found = {tuple(_PARTS.findall(act.word)) for act in act_words() if act.kind in kinds}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))
