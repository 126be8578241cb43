"""Synthetic telegrams of a given size: clean, invented word salad in the form of real ones.

Two of three are in the wire form of the 2000s, one in the page form of the 1970s. Words are drawn from a
small vocabulary, so texts compress well but have the lines, marks and fields a reader has to work on.
"""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterator
from datetime import date

_WORDS = [
    "the",
    "minister",
    "said",
    "that",
    "delegation",
    "would",
    "not",
    "agree",
    "to",
    "any",
    "text",
    "on",
    "the",
    "border",
    "mission",
    "before",
    "December",
    "and",
    "asked",
    "whether",
    "partners",
    "could",
    "support",
    "a",
    "shorter",
    "mandate",
    "while",
    "talks",
    "on",
    "the",
    "convention",
    "continue",
    "officials",
    "noted",
    "with",
    "concern",
    "recent",
    "delays",
    "in",
    "visas",
    "for",
    "observers",
    "but",
    "expected",
    "progress",
    "at",
    "the",
    "council",
    "meeting",
    "next",
    "week",
    "according",
    "to",
    "an",
    "adviser",
    "who",
    "follows",
    "the",
    "matter",
    "closely",
    "embassy",
    "believes",
    "that",
    "a",
    "compromise",
    "remains",
    "possible",
    "if",
    "both",
    "sides",
    "accept",
    "the",
    "chairmanship",
    "proposal",
    "of",
    "last",
    "year",
    "trade",
    "figures",
    "fisheries",
    "quota",
    "harbor",
    "dues",
    "pipeline",
    "review",
    "reform",
    "commission",
]
_POSTS = (
    ("PARIS", "RUEHFR", "FR"),
    ("OSLO", "RUEHNY", "NO"),
    ("NAIROBI", "RUEHNR", "KE"),
    ("THE HAGUE", "RUEHTC", "NL"),
    ("LIMA", "RUEHPE", "PE"),
)
_TAGS = ("PREL", "PGOV", "ECON", "ETRD", "OSCE", "UN", "KPAO", "EFIN", "PHUM", "MARR")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def _sentence(rng: random.Random) -> str:
    words = [rng.choice(_WORDS) for _ in range(rng.randint(8, 24))]
    return " ".join([words[0].capitalize(), *words[1:]]) + "."


def _paragraphs(rng: random.Random, size: int, upper: bool) -> Iterator[str]:
    number, length = 0, 0
    while length < size - 40:
        number += 1
        if number > 1 and not upper and rng.random() < 0.4:
            yield "\n".join((" ".join(rng.choice(_WORDS) for _ in range(5)).upper(), "-" * 30)) + "\n"
        body = " ".join(_sentence(rng) for _ in range(rng.randint(2, 5)))
        if number == 1:
            body = f"SUMMARY: {body} END SUMMARY."
        mark = f"{number}. " if upper else f"{number}. (C) "
        text = textwrap.fill(mark + body, 62)
        if upper:
            text = text.upper()
        length += len(text) + 2
        length += 70 if number > 1 and not upper else 0
        yield text + "\n"


def cable(rng: random.Random, size: int = 4096) -> str:
    """One telegram of about ``size`` characters."""
    post, routing, country = rng.choice(_POSTS)
    serial, day, month = rng.randint(100, 9999), rng.randint(1, 28), rng.randint(1, 12)
    tags = " ".join([*rng.sample(_TAGS, 4), country])
    subject = " ".join(rng.choice(_WORDS) for _ in range(9)).upper()
    if rng.random() < 1 / 3:
        year = rng.randint(74, 79)
        head = [
            "CONFIDENTIAL",
            f"PAGE 01        {post[:6]}  {serial:05d}  {day:02d}1455Z",
            "ACTION EUR-12",
            "",
            "INFO  OCT-01  ISO-00  SSO-00  NSC-05  /018 W",
            f"------------------{rng.randint(10000, 99999):06d} {day:02d}1502Z /46",
            f"R {day:02d}1320Z {_MONTHS[month - 1]} {year}",
            f"FM AMEMBASSY {post}",
            "TO SECSTATE WASHDC 4410",
            "INFO AMEMBASSY LONDON",
            "AMEMBASSY BONN",
            f"C O N F I D E N T I A L {post} {serial:05d}",
            "",
            "E.O. 11652: GDS",
            f"TAGS: {tags.replace(' ', ', ')}",
            f"SUBJECT: {subject}",
            "REF: (A) STATE 90112, (B) LUSAKA 790 (NOTAL)",
            "",
        ]
        upper = True
    else:
        year = rng.randint(2, 9)
        head = [
            f"VZCZCXRO{rng.randint(1000, 9999)}",
            "PP RUEHDBU RUEHFL RUEHLA RUEHMRE",
            f"DE {routing} #{serial:04d} {date(2000 + year, month, day).timetuple().tm_yday:03d}1320",
            "ZNY CCCCC ZZH",
            f"P {day:02d}1320Z {_MONTHS[month - 1]} {year:02d}",
            f"FM AMEMBASSY {post}",
            "TO RUEHC/SECSTATE WASHDC PRIORITY 1148",
            "INFO RUCNOSC/OSCE POST COLLECTIVE PRIORITY",
            "RUEHLO/AMEMBASSY LONDON 8830",
            f"C O N F I D E N T I A L {post} {serial:06d}",
            "",
            "SIPDIS",
            "",
            f"E.O. 12958: DECL: {month:02d}/{day:02d}/20{10 + year:02d}",
            f"TAGS: {tags}",
            f"SUBJECT: {subject}",
            "",
            f"REF: A. {post} 1501",
            "     B. 06 STATE 90112 (NOTAL)",
            "",
            f"Classified By: DCM JANE DOE FOR REASONS {'1.4' if year > 3 else '1.5'} (B) AND (D)",
            "",
        ]
        upper = False
    text = "\n".join(head)
    return text + "\n".join(_paragraphs(rng, size - len(text) - 10, upper)) + "\nDOE\n"


def cables(count: int, seed: int = 7, size: int = 4096) -> list[str]:
    """``count`` telegrams, the same for the same seed."""
    rng = random.Random(seed)
    return [cable(rng, size) for _ in range(count)]
