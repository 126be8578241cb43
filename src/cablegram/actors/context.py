"""What a cable says of itself: who writes from where and when, to whom, about which states and bodies.

A text without a head (a body alone) is read for the same facts: the Secretary of State or a deputy who signs it, the
years it names, the government acronyms and capitals it uses; what is taken from there is marked as a guess.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from cablegram.actors.gazetteer import bodies_by_id, key, own_name, state_then, words_of_states
from cablegram.actors.records import Actor
from cablegram.tables import rows
from cablegram.tables.actor_states import StateWord, UnknownStateError, state
from cablegram.tables.offices import holders_by_surname, surname, title_key
from cablegram.tables.stations import Station, stations, writer
from cablegram.tables.stations import station as station_of
from cablegram.telegram.mrn import number_of
from cablegram.telegram.records import Telegram

_YEAR = re.compile(r"(?<![\d,.])(?:19[4-9]\d|20[01]\d)(?![\d,])")
_GOVERNMENT = re.compile(r"\bGO[A-Z]{1,4}\b|\b[A-Z]{1,4}G\b", re.IGNORECASE)
_STATE_SIGNERS = ("secretary-of-state", "deputy-secretary-of-state", "under-secretary-political")
_OLDEST = "1973"  # the year from which telegrams are kept electronically (format reference, title)


@dataclass(slots=True)
class Facts:
    """Of one cable. ``post`` is the writing post as an actor, ``host`` the code of the state it stands in (empty for
    the Department), ``date`` an ISO date or a part of one, ``era`` a date that only the states named tell, where there is no other, ``body`` the id of the body that the post is accredited
    to or the tags name, ``posts`` the actors of the posts addressed with their states."""

    post: Actor | None = None
    host: str = ""
    date: str = ""
    era: str = ""
    body: str = ""
    washington: bool = False
    signer: str = ""
    posts: list[Actor] = field(default_factory=list)
    tagged: tuple[str, ...] = ()
    guessed: bool = False

    @property
    def when(self) -> str:
        """The date for which states are taken: the cable's, else the era's."""
        return self.date or self.era

    @property
    def addressed(self) -> str:
        """The state of the one post addressed, ``""`` where there is none or several."""
        codes = {post.state for post in self.posts}
        return codes.pop() if len(codes) == 1 else ""


_LAST_WORD = re.compile(r"\n\s*([^\W\d_]{3,})\s*\Z")


def facts_of(telegram: Telegram, text: str) -> Facts:
    """The facts of a telegram; ``text`` is its reading view."""
    last = _LAST_WORD.search(text)  # the wire form's signature is in capitals; a text in small letters has it too
    facts = Facts(signer=telegram.signature or (last[1] if last else ""))
    facts.date = _date(telegram)
    written = stations().get(telegram.station or "") or station_of(telegram.origin or "")
    written = written or writer(number_of(telegram))
    if written is not None:
        _written_from(facts, written)
    for addressee in telegram.action:
        found = None if addressee.collective else station_of(addressee.plad)
        if found is not None and found.kind not in ("agency", "department", "trip-series"):
            facts.posts.append(post_actor(found))
    codes = [tag.code for tag in telegram.tags]
    facts.tagged = tuple(tag.code for tag in telegram.tags if tag.kind == "geography")
    for code in codes:
        if not facts.body and code.lower() in bodies_by_id():
            facts.body = code.lower()
    if written is None:
        _infer(facts, text)
    return facts


def _date(telegram: Telegram) -> str:
    if telegram.date is None:
        return ""
    return telegram.date.start.date().isoformat()[: 4 if telegram.date.precision == "year" else 10]


def _written_from(facts: Facts, written: Station) -> None:
    facts.post = post_actor(written)
    facts.washington = written.country == "US" and written.kind in ("department", "agency", "trip-series")
    facts.host = "" if written.country == "US" else state_then(written.country, facts.date, written.name)
    facts.body = body_of(written)
    if written.kind in ("mission", "delegation") and facts.body in ("un", "nato", "osce", "oecd"):
        facts.host = ""  # it deals with the body, not with the state around it


@lru_cache(maxsize=512)
def body_of(written: Station) -> str:
    """The id of the body that a mission or delegation is accredited to, ``""`` where there is none."""
    for word in (written.station, *key(written.name).upper().split()):
        if word in _accredited():
            return _accredited()[word]
    return ""


@lru_cache(maxsize=1)
def _accredited() -> Mapping[str, str]:
    return {row["word"]: row["body"] for row in rows("post_bodies")}


@lru_cache(maxsize=1024)
def post_actor(written: Station) -> Actor:
    """The actor of a station: ``Embassy of the United States, Paris``."""
    city = _title(written.name)
    if written.station == "STATE" or written.plad.startswith("SECSTATE"):
        return Actor(
            id="organ:US/department-of-state", name="Department of State (United States)", kind="organ", state="US"
        )
    body = body_of(written)
    if written.kind == "embassy":
        name = f"Embassy of the United States, {city}"
    elif written.kind == "consulate":
        name = f"Consulate General of the United States, {city}"
    elif written.kind == "interests-section":
        name = f"Interests Section of the United States, {city}"
    elif written.kind == "liaison-office":
        name = f"Liaison Office of the United States, {city}"
    elif body:
        entry = bodies_by_id().get(body)
        to = entry.name if entry else body.upper()
        name = f"Mission of the United States to the {to}"
    elif written.kind in ("mission", "delegation"):
        name = f"Mission of the United States, {city}"
    elif written.kind == "trip-series":
        name = "Delegation of the Secretary of State (United States)"
    else:
        name = f"{_title(written.name)} (United States)"
    return Actor(id=f"post:{written.station}", name=name, kind="organ", state="US")


def _title(name: str) -> str:
    return " ".join(word.capitalize() for word in name.split())


def _infer(facts: Facts, text: str) -> None:
    """What the words themselves tell where the head is missing: who signs for the Department and so about when, and
    the latest year the text names, which may be past or to come and serves for nothing but which states there were."""
    facts.guessed = True
    signer = title_key(facts.signer)
    terms = [
        term for term in (holders_by_surname(signer) if signer else ())
        if term.office in _STATE_SIGNERS and surname(term.name) == signer and term.until[:4] >= _OLDEST
    ]  # fmt: skip
    years = Counter(year for year in _YEAR.findall(text) if year >= _OLDEST)
    if years and not facts.date:
        facts.era = max(years)
    if not terms:
        facts.host = _likely_host(text, facts.when)
        return
    facts.washington = True
    facts.post = post_actor(stations()["STATE"])
    if not facts.date:
        spans = [(max(term.since[:4], _OLDEST), term.until[:4]) for term in terms]
        within = [year for year in years if any(first <= year <= last for first, last in spans)]
        first, last = spans[0][0], spans[-1][1]
        facts.date = max(within, key=lambda year: (years[year], year)) if within else str((int(first) + int(last)) // 2)


def era_of(names: Iterable[str]) -> str:
    """A year in which every state that is named and gone was there (a cable of the FRG and the USSR), else ``""``.

    ``names`` are keys. A name that a state had for a time (``state_names``) tells of that time as the state does.
    """
    since, until = "", ""
    for name in names:
        words = words_of_states().get(name, ())
        codes = {word.code for word in words if not word.ambiguous}
        if len(codes) > 1:
            codes = {code for code in codes if own_name(code, name)}
        if len(codes) != 1:
            continue
        code = codes.pop()
        first, last = _former_names().get(name) or (state(code).valid_from, state(code).valid_to)
        if last:
            since = max(since, first)
            until = min(until or last, last)
    if not until:
        return ""
    year = str(int(until[:4]) - 1)
    return year if year >= since[:4] else until[:4]


@lru_cache(maxsize=1)
def _former_names() -> Mapping[str, tuple[str, str]]:
    """The words for a state that go with a name it had for a time."""
    return {
        key(word): (row["from"], row["to"])
        for row in rows("state_names")
        for word in (row["name"], *row["words"].split("|"))
        if word.strip() and row["to"]
    }


def _likely_host(text: str, date: str) -> str:
    """The state whose government the cable speaks of most by an acronym that means no other."""
    known = words_of_states()
    counts: Counter[str] = Counter()
    acronyms = Counter(found.lower() for found in _GOVERNMENT.findall(text))
    for acronym, times in acronyms.items():
        meant = {word.code for word in known.get(acronym, ()) if word.kind == "government"}
        if len(meant) == 1:
            counts[meant.pop()] += times
    counts.pop("US", None)
    if not counts:
        return ""
    (code, times), *others = counts.most_common(2)
    if times < 2:
        return ""
    return code if not others or times > 2 * others[0][1] else ""


@lru_cache(maxsize=1)
def _capitals() -> Mapping[str, tuple[StateWord, ...]]:
    found: dict[str, list[StateWord]] = {}
    for same in words_of_states().values():
        for word in same:
            if word.plain_kind == "capital" and (word.valid_from or word.valid_to):
                found.setdefault(word.code, []).append(word)
    return {code: tuple(words) for code, words in found.items()}


@lru_cache(maxsize=1)
def _embassies() -> Mapping[str, Station]:
    found: dict[str, Station] = {}
    for entry in stations().values():
        if entry.kind in ("embassy", "interests-section", "liaison-office"):
            found.setdefault(entry.country, entry)
    return found


def embassy_in(code: str) -> Actor | None:
    """The embassy of the United States in a state, ``None`` where the tables know none."""
    found = _embassies().get(code)
    return post_actor(found) if found else None


@lru_cache(maxsize=1024)
def capital_of(code: str, date: str = "") -> str:
    """The capital of a state at a date, ``""`` where none is known."""
    for word in _capitals().get(code, ()):
        if date and word.fits(date):
            return word.word
    try:
        return state(code).capital
    except UnknownStateError:
        return ""
