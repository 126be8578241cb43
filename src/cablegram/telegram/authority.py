"""The classification authority: who classified a telegram, in what office, for which reasons (1.12).

The line is drafted freely: office before or after the name, abbreviated, misspelt, words broken at a
line end. The name is what remains when the words of offices, ranks and bureaus are taken away.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from cablegram.tables import rows
from cablegram.tables.stations import agency, station
from cablegram.telegram.records import Authority

_REASON = re.compile(
    r"[\s,;:.(-]{0,80}(?:(?:\b(?:for|f0r|fr|per|as|under|with|because|based|(?:up)?on|due to|"
    r"in accordance with|according to|pursuant to|citing|and|of|the)\b\s{0,8}){0,6}"
    r"(?:\bE\.?\s?O\.?,?\s*1\d{4}|\bREA?\s*S?\s*O?\s*N?\s?S?(?:N?\b)\s*[:.]?"
    r"(?=[\s(:.]*(?:E\.|1[.,]|\(|[A-H]\b|F|SEC|$))|\bREASONS?\s*:|"
    r"\bsection\s+1|(?<![\d/])1[.,]\s?[456]\b)|\bDECL(?:ASS(?:IF[A-Z]+)?)?\b(?!\s+BY))",
    re.IGNORECASE,
)
_REASON_LETTERS = re.compile(
    r"(?P<section>1\.\s?[45])\s*[.,:]?\s*(?P<letters>\(?\s*[A-H](?![A-Z])(?:[\s,/()&.+-]*(?:and\b)?[\s,/()&.+-]*[A-H](?![A-Za-z]))*)?",
    re.IGNORECASE,
)
_BARE_LETTERS = re.compile(
    r"REAS\w*\s*:?\s*(?P<letters>\([A-H]\)(?:[\s,/&]*(?:and)?[\s,/&]*\([A-H]\))*)", re.IGNORECASE
)
_LETTER = re.compile(r"[a-h]")
_LEAD = re.compile(r"^\s*(?:CLAS+IF?IED\s+BY\b\s*:?|\([UCS]\)|DECLASSIFIED\s+BY\b)\s*", re.IGNORECASE)
_BROKEN = re.compile(r"([A-Za-z]+) ?\r?\n\s*([a-z]+)(?=[\s,.;:]|$)")
_CHARGE = re.compile(
    r"CHARG[E\u00c9\u00e9?]?'?,?\s*(?:D\s?[',\u2019]?\s?)?AFFAIRE?S?,?(?:\s*A\.?\s?I\.?)?(?=[\s,.;:]|$)",
    re.IGNORECASE,
)
_BARE_CHARGE = re.compile(r"\bCHARGE\b", re.IGNORECASE)
_AD_INTERIM = re.compile(r"(?<![\w.])A\.\s?I\.(?=[\s,;]|$)|\bA/I\b|\bAD INTERIM\b", re.IGNORECASE)
_CHUNK = re.compile(r"\s*(?:[,;:?]|\s-{1,2}\s|--|\.\s{2,}|\n)\s*")
_SUFFIX = re.compile(r"^(?:JR|SR|II|III|IV|PH\.?D)\.?$", re.IGNORECASE)
_LONGEST = 1200  # characters: whatever a text flowed into one line holds behind them is no authority
_LINE = 71  # characters after which the field is cut, label included
_FULL = (_LINE - len("Classified By: "), _LINE - len("Classified By "))
_LINE_WORDS = frozenset(re.findall(r"\S+", "A AND AS BY E.O E.O. FOR OF PER REASON REASONS SECTION THE TO UNDER"))
_GLUED = re.compile(
    r"\b(Ambassador|Counselor|Counsellor|Charge|Consul|Minister|Secretary|Director|Officer|DCM|CDA|AMB)(?=[A-Z][a-z]+\s)"
)
_OFFICE_SLASH = re.compile(r"(?<=[A-Z]{2})/(?=[A-Z][a-z]{2,})")
_PLACED = frozenset(re.findall(r"\S+", "IN TO AT EMBASSY AMEMBASSY CONSULATE GENERAL MISSION"))
_NAME_TOKEN = re.compile(
    r"[A-Z\u00c0-\u00de][\w'\u2019.`-]*$|(?:de|da|del|della|der|den|van|von|di|du|la|le|bin|al|el|y)$"
)
_PARTICLES = frozenset(re.findall(r"\S+", "de da del della der den van von di du la le bin al el y"))
_STEMS = re.compile(
    r"(?:POL|POLITICAL|ECON?|ECONOMIC|MIL|MIN|MINISTER|COUN?S?|COUNSE?L?O?R?|CONS|OFF|OFFICER|CHIEF|CHF|DEP|DEPT?Y|DPO|MGMT|"
    r"CONGEN|AMB|CHARGE|DCM|PAO|CAO|IO|ADCM|EST|ESTH|ENV|SCI|LAB|REF|CRD|COORD|ACTG|DIR)+$"
)
_CONNECTORS = frozenset(re.findall(r"\S+", "AND OF FOR THE AT TO IN ON & - A AN BY"))
_KEPT_UPPER = re.compile(r"[^AEIOUY]{2,}$|[A-Z]{1,3}$|.*[/&].*")


@lru_cache(maxsize=1)
def _titles() -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    """Single title words, the core ones for fuzzy comparison, and abbreviations that stay in capitals."""
    words: set[str] = set()
    upper: set[str] = set()
    core: set[str] = set()
    for row in rows("titles"):
        title = row["title"].upper()
        parts = re.split(r"[\s]+", title)
        if row["core"]:
            core.add(title)
        words.update(part.strip(".,") for part in parts if part.strip(".,") and part not in _CONNECTORS)
        expansion = row["expansion"].upper().split()
        if expansion and len(parts) == 1 and len(title) <= 5 and title not in expansion:  # CHIEF is a word
            upper.add(title.strip("."))
    words.update(("BUREAU", "EMBASSY", "U.S", "US", "DEPT", "DEPARTMENT", "STATE", "MISSION", "SOURCES", "MULTIPLE"))
    words -= {particle.upper() for particle in _PARTICLES}
    return frozenset(words), tuple(sorted(core)), frozenset(upper)


@lru_cache(maxsize=8192)
def _is_title(token: str) -> bool:
    bare = token.upper().strip(".,:()-")
    words, long_words, _ = _titles()
    if not bare or bare in words or bare.replace(".", "") in words:
        return True
    if "/" in bare:
        return True
    if _STEMS.match(bare):
        return True
    if "-" in bare and all(part in words or part in _CONNECTORS for part in bare.split("-")):
        return True
    if len(bare) >= 4 and bare.isalpha():
        from rapidfuzz.distance import DamerauLevenshtein

        allowed = 2 if len(bare) >= 9 else 1
        for word in long_words:
            if (
                abs(len(word) - len(bare)) <= allowed
                and (word[0] == bare[0] or len(word) >= 9)
                and (DamerauLevenshtein.distance(word, bare, score_cutoff=allowed) <= allowed)
            ):
                return True
    return False


def _is_place(token: str, mixed_case: bool) -> bool:
    """A post, agency or bureau written beside the office (``AIT``, ``USEU``, ``KABUL``)."""
    bare = token.strip(".,:()")
    if not bare.isupper() or len(bare) < 2 or _SUFFIX.match(bare):
        return False
    if mixed_case and len(bare) <= 5 and "." not in bare:
        return True
    return len(bare) <= 6 and (agency(bare) is not None or (bare.startswith("US") and station(bare) is not None))


def _mend_breaks(text: str) -> str:
    """Join words that a fixed line width broke (``Hoyt Y`` / ``ee``); other line ends become a blank."""

    def join(match: re.Match[str]) -> str:
        left, right = match[1], match[2]
        if right.upper() in _CONNECTORS and not (len(right) == 1 and left[-1].islower() and len(left) > 3):
            return f"{left} {right}"
        if right.startswith(("reason", "section", "based", "under", "per")) or right in (
            "d",
            "b",
            "c",
            "or",
            "as",
            "acting",
        ):
            return f"{left} {right}"
        if right in _PARTICLES and right != "y" and len(right) > 1:
            return f"{left} {right}"
        return left + right

    return " ".join((_BROKEN.sub(join, text) if "\n" in text else text).split())


def _rejoined(text: str) -> str:
    """The lines of a field that was cut after 71 characters, label included, wherever that fell."""
    words = _titles()[0]
    capitals = text.isupper()
    lines = [line for line in text.split("\n") if line.strip()]
    parts = [lines[0].rstrip()]
    for above, below in pairwise(lines):
        left = re.search(r"[\w'.]*$", above.rstrip())
        right = re.match(r"[\w'.,;]+", below)
        glue = "\n"
        if left and right and left[0] and not below[0].isspace():
            whole = (left[0] + right[0]).upper().strip(".,")
            known = (left[0].upper() in _LINE_WORDS or _is_title(left[0])) and (
                right[0].upper() in _LINE_WORDS or _is_title(right[0])
            )
            known = known and right[0][0].isalpha()
            full = len(above.rstrip()) in (_FULL if above is lines[0] else (_LINE,))
            if not known and (
                whole in words
                or (full and (capitals or not right[0][0].isupper() or left[0].endswith(("'", "Mc", "Mac"))))
            ):
                glue = ""
        parts.append(glue + below.rstrip())
    return "".join(parts)


@lru_cache(maxsize=2048)
def reasons(text: str) -> tuple[str | None, tuple[str, ...]]:
    """The section (``1.4``) and letters of a reason, ``(None, ())`` where there is none."""
    match = _REASON_LETTERS.search(text)
    if match:
        section = match["section"].replace(" ", "")
        return section, tuple(dict.fromkeys(_LETTER.findall(_without_and(match["letters"] or ""))))
    match = _BARE_LETTERS.search(text)
    if match:
        return None, tuple(dict.fromkeys(_LETTER.findall(_without_and(match["letters"]))))
    return None, ()


def _without_and(letters: str) -> str:
    return letters.lower().replace("and", " ")


def authority(value: str, offset: int) -> Authority | None:
    """The name and office in a masked value that starts at ``offset``; ``None`` where no name is left."""
    found = _authority(value[:_LONGEST])
    return Authority(found[0], found[1], offset + found[2], offset + found[3]) if found else None


@lru_cache(maxsize=2048)  # one officer signs hundreds of telegrams with the same words
def _authority(value: str) -> tuple[str, str | None, int, int] | None:
    if "\n\n" in value.lstrip():
        value = value[: value.index("\n\n", len(value) - len(value.lstrip()))]
    mended = _rejoined(value) if "\n" in value and value.strip() else value
    cut = _REASON.search(mended)
    raw = mended[: cut.start()] if cut else mended
    lead = 0
    while match := _LEAD.match(raw, lead):
        lead = match.end()
    upper = raw.upper()
    if " BY " in upper[lead:] and len(upper) == len(raw):
        lead = upper.rindex(" BY ") + 4
    end = len(raw.rstrip(" \t\r\n,;:-("))
    left = _mend_breaks(raw[lead:end])
    if "CHARG" in upper:
        left = _CHARGE.sub(" CHARGE ", left)
    if "I" in upper and ("A." in upper or "A/I" in upper or "AD I" in upper):
        left = _AD_INTERIM.sub(" ", left)
    if left.islower():
        left = left.upper()  # a text in small letters throughout (D35)
    elif not left.isupper():
        left = _GLUED.sub(r"\1 ", left)
        if "/" in left:
            left = _OFFICE_SLASH.sub(" ", left)
    chunks = [chunk.strip() for chunk in _CHUNK.split(left) if chunk.strip()]
    name, title = _name(chunks)
    if not name:
        return None
    if mended is not value:
        lead, end = _where(value, raw[:lead]), _where(value, raw[:end])
    capitals = name.isupper()
    title = natural_title(title) if title.isupper() else title
    if "AFFAIR" in upper:
        title = _BARE_CHARGE.sub("Charge d'Affaires", title)
    return natural_name(name) if capitals else name, title or None, lead, end


def _where(value: str, mended: str) -> int:
    """The position in ``value`` behind as many visible characters as ``mended`` has."""
    wanted = sum(not c.isspace() for c in mended)
    for position, c in enumerate(value):
        if wanted == 0 and (mended[-1:].isspace() is False or not c.isspace()):
            return position
        wanted -= not c.isspace()
    return len(value)


def _name(chunks: list[str]) -> tuple[str | None, str]:
    best: tuple[int, str, list[str]] | None = None
    everything = " ".join(chunks)
    mixed = not everything.isupper()
    for k, chunk in enumerate(chunks):
        tokens = chunk.split()
        name, rest = _split(tokens, mixed)
        if not name:
            continue
        if k + 1 < len(chunks) and _SUFFIX.match(chunks[k + 1].split()[0]):
            name = [*name[:-1], name[-1] + ",", chunks[k + 1].split()[0]]
        score = 2 if len(name) >= 2 else 1
        if best is None or score > best[0]:
            best = (
                score,
                " ".join(name),
                rest + [c for j, c in enumerate(chunks) if j != k and not _SUFFIX.match(c)],
            )
    if best is None:
        return None, ""
    name_text = best[1]
    if not re.search(r"(?:\bJR|\bSR|\bPH\.D|\b[A-Z])\.$", name_text, re.IGNORECASE):
        name_text = name_text.rstrip(".")
    return name_text, ", ".join(part for part in (" ".join(t for t in best[2][:1]), *best[2][1:]) if part).strip()


def _split(tokens: list[str], mixed: bool) -> tuple[list[str], list[str]]:
    """The name tokens of one chunk, and what stands around them as one title text."""
    titles = [_is_title(t) and not _looks_initial(tokens, k) for k, t in enumerate(tokens)]
    if mixed and not any(f is False and t[1:].islower() for f, t in zip(titles, tokens, strict=True) if len(t) > 1):
        mixed = False  # a name in capitals after an office in small letters
    flags = [
        (
            title
            or t.upper() in _CONNECTORS
            or _is_place(t, mixed and not _is_surname(tokens, k))
            or _is_named_place(tokens, k)
        )
        and not _looks_initial(tokens, k)
        for k, (t, title) in enumerate(zip(tokens, titles, strict=True))
    ]
    if not mixed and flags and flags[-1] and not titles[-1]:
        # A surname that is an agency too (``JANE R. DOE``): one name alone stands before it.
        begin = max((k + 1 for k, flag in enumerate(flags[:-1]) if flag), default=0)
        if sum(len(t.strip(".")) > 1 for t in tokens[begin:-1]) == 1:
            flags[-1] = False
    last_title = max((k for k, f in enumerate(flags) if f), default=-1)
    first_title = next((k for k, f in enumerate(flags) if f), 0)
    runs = [(last_title + 1, len(tokens)), (0, first_title)]
    for k, t in enumerate(tokens):
        if t in ("and", "AND", "&") and 0 < k < last_title:  # two officers: the first is the authority
            begin = max((j + 1 for j in range(k) if flags[j]), default=0)
            if k - begin >= 2:
                runs.insert(0, (begin, k))
                break
    for run in runs:
        name = tokens[run[0] : run[1]]
        while name and not _NAME_TOKEN.match(name[0]):
            name = name[1:]
        while name and (name[-1] in _PARTICLES or not _NAME_TOKEN.match(name[-1])):
            name = name[:-1]
        if name and not all(_looks_initial(name, k) for k in range(len(name))):
            rest = tokens[: run[0]] + tokens[run[1] :]
            return name, [" ".join(rest)] if rest else []
    return [], []


def _is_named_place(tokens: list[str], k: int) -> bool:
    """A country or post behind ``in``, ``Embassy`` and the like, with a name still to come."""
    if not 0 < k < len(tokens) - 2:
        return False
    before = tokens[k - 1].upper()
    if before in _PLACED:
        place = tokens[k].upper().strip(",")
        return place in _countries() or station(place) is not None or station(place + tokens[k + 1]) is not None
    if k > 1 and tokens[k - 2].upper() in _PLACED:
        return len(tokens) - 2 > k and station(before + tokens[k]) is not None
    return False


def _is_surname(tokens: list[str], k: int) -> bool:
    """A last word in capitals behind a name in small letters (``Peter GRAY``), unless it is an agency."""
    return (
        k > 0
        and k == len(tokens) - 1
        and tokens[k - 1][1:].islower()
        and not _is_title(tokens[k - 1])
        and station(tokens[k]) is None
    )


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    names = {row["name"].upper() for row in rows("countries")}
    return frozenset(names | {name.split(" ")[0].strip(",") for name in names})


def _looks_initial(tokens: list[str], k: int) -> bool:
    """A single capital with a full stop inside a name, which is no office (``W.``, ``S.K.``)."""
    return bool(re.fullmatch(r"(?:[A-Z]\.){1,3}", tokens[k])) and k + 1 < len(tokens)


def natural_name(name: str) -> str:
    """A name in capitals in natural case: ``PATRICIA A. MCNERNEY`` is ``Patricia A. McNerney``."""
    words = []
    for word in name.split():
        bare = word.strip(",.")
        if bare in ("II", "III", "IV") or len(bare) == 1:
            words.append(word)
            continue
        word = re.sub(r"[A-Z]+", lambda m: m[0].capitalize(), word)
        word = re.sub(r"^Mc([a-z])", lambda m: "Mc" + m[1].upper(), word)
        words.append(word)
    return " ".join(words)


def natural_title(title: str) -> str:
    """An office in capitals in natural case; abbreviations stay as they are."""
    upper = _titles()[2]
    words = []
    for word in title.split():
        bare = word.strip(".,")
        if bare in ("AND", "OF", "FOR", "THE", "AT", "TO"):
            words.append(word.lower())
        elif bare in upper or (_KEPT_UPPER.match(bare) and not _is_word(bare)):
            words.append(word)
        else:
            words.append(re.sub(r"[A-Z]+", lambda m: m[0].capitalize(), word))
    return " ".join(words)


def _is_word(word: str) -> bool:
    return len(word) > 3 and any(vowel in word for vowel in "AEIOU")
