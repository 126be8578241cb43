"""Cases for cablegram.tables.tags, each with the reason why it must hold."""

from __future__ import annotations

import pytest

from cablegram.tables import tags

KINDS = [
    ("PREL", "subject", "current subject code"),
    ("prel", "subject", "case does not count"),
    (" PREL ", "subject", "blanks around do not count"),
    ("PFOR", "subject", "subject code of the 1970s"),
    ("NATO", "organisation", "known organisation"),
    ("KANU", "organisation", "known organisation before the shape of a program"),
    ("UNGA/C-3", "organisation", "slash and hyphen belong to the code"),
    ("GENERAL MOTORS", "organisation", "organisation of two words"),
    ("general  motors", "organisation", "inner blanks are folded"),
    ("AT&T", "organisation", "ampersand belongs to the code"),
    ("KPAO", "program", "program in the table"),
    ("KZZZ", "program", "program by its shape"),
    ("KENY5", "unknown", "no program: the shape is K and three letters"),
    ("UN", "organisation", "UN is a body"),
    ("EU", "organisation", "EU is a body"),
    ("AL", "geography", "Albania before the Arab League"),
    ("BP", "geography", "Solomon Islands before the company"),
    ("VA", "organisation", "Veterans Administration; the Holy See is VT"),
    ("ED", "organisation", "two letters that no country has"),
    ("GM", "geography", "Germany"),
    ("XA", "geography", "region"),
    ("XB", "geography", "regions begin with X, also where the table has no row"),
    ("QQ", "geography", "two letters are geographic by their length"),
    ("DOE, JANE", "person", "comma"),
    ("(DOE)", "person", "bracket"),
    ("HUMAN RIGHTS", "unknown", "free words of older texts"),
    ("", "unknown", "nothing"),
]


@pytest.mark.parametrize(("code", "kind", "reason"), KINDS)
def test_tag_kind(code: str, kind: str, reason: str) -> None:
    assert tags.tag_kind(code) == kind, reason


def test_default_takes_the_place_of_unknown_only() -> None:
    assert tags.tag_kind("HUMAN RIGHTS", "other") == "other"
    assert tags.tag_kind("HUMAN RIGHTS", default="") == "", "an empty default is a default"
    assert tags.tag_kind("PREL", "other") == "subject"


MEANINGS = [
    ("ETRD", 2007, "foreign trade", "subject"),
    ("PFOR", 1975, "foreign policy and relations", "in its years"),
    ("PFOR", 2007, "foreign policy and relations", "a late use means what it meant"),
    ("MPLA", 1975, "military planning", "subject in its years"),
    ("MPLA", 2005, "Popular Movement for the Liberation of Angola", "only the party is left"),
    ("MPLA", None, "military planning", "without a year the subject goes first"),
    ("kirf", 2007, "religious freedom", "case does not count"),
    ("KDRG", 2007, None, "in the table, meaning unknown"),
    ("KZZZ", 2007, None, "not in the table"),
    ("AL", 2007, "Albania", "not the Arab League"),
    ("GE", 1975, "Federal Republic of Germany", "before 1990"),
    ("GE", 2007, None, "no meaning after 1990"),
    ("XB", None, None, "region without a row"),
    ("EU", None, "European Union", "body of two letters"),
    ("DOE, JANE", None, None, "persons have no meaning"),
    ("NONSENSE", None, None, "unknown"),
]


@pytest.mark.parametrize(("code", "year", "meaning", "reason"), MEANINGS)
def test_tag_meaning(code: str, year: int | None, meaning: str | None, reason: str) -> None:
    assert tags.tag_meaning(code, year) == meaning, reason


KNOWN = [
    ("PREL", True, "subject"),
    ("kpao", True, "program, lower case"),
    ("OIC-2", True, "organisation"),
    ("YS", True, "code of a dead state"),
    ("KZZZ", False, "a shape is not knowledge"),
    ("QQ", False, "a shape is not knowledge"),
    ("", False, "nothing"),
]


@pytest.mark.parametrize(("code", "known", "reason"), KNOWN)
def test_known_tag(code: str, known: bool, reason: str) -> None:
    assert tags.known_tag(code) is known, reason


PLACES = [
    ("CH", None, "CN", "China", "trap: not Switzerland"),
    ("SZ", None, "CH", "Switzerland", "trap: not Swaziland"),
    ("AU", None, "AT", "Austria", "trap: not Australia"),
    ("AS", None, "AU", "Australia", "trap: not American Samoa"),
    ("NI", None, "NG", "Nigeria", "trap: not Nicaragua"),
    ("NU", None, "NI", "Nicaragua", "trap: not Niue"),
    ("ES", None, "SV", "El Salvador", "trap: not Spain"),
    ("SP", None, "ES", "Spain", "trap"),
    ("KN", None, "KP", "North Korea", "some web pages say South"),
    ("KS", None, "KR", "South Korea", "the pair of KN"),
    ("FR", None, "FR", "France", "equals ISO"),
    ("rs", 2007, "RU", "Russia", "case does not count"),
    ("UR", 1975, "SUHH", "Soviet Union", "dead state"),
    ("UR", None, "SUHH", "Soviet Union", "without a year the last meaning"),
    ("GM", 1990, "DE", "Germany", "both codes stand in 1990"),
    ("GE", 1990, "DE", "Federal Republic of Germany", "both codes stand in 1990"),
    ("GG", 2008, "GE", "Georgia", "GE is not Georgia here"),
    ("CG", 1975, "ZRCD", "Zaire", "name of the year"),
    ("CG", 2007, "CD", "Congo (Kinshasa)", "name of the year"),
    ("CG", None, "CD", "Congo (Kinshasa)", "without a year the present one"),
    ("UV", 1978, "HVBF", "Upper Volta", "name of the year"),
    ("UV", 1990, "BF", "Burkina Faso", "name of the year"),
    ("YE", 1980, "YEYE", "Yemen Arab Republic", "the north"),
    ("YS", 1980, "YDYE", "People's Democratic Republic of Yemen", "the south"),
    ("YM", 2000, "YE", "Yemen", "united"),
    ("XF", 2000, None, None, "region: no country, name not confirmed"),
]


@pytest.mark.parametrize(("code", "year", "iso", "name", "reason"), PLACES)
def test_geography(code: str, year: int | None, iso: str | None, name: str | None, reason: str) -> None:
    place = tags.geography(code, year)
    assert place is not None, reason
    assert (place.code, place.iso, place.name) == (code.upper(), iso, name), reason
    assert year is None or place.covers(year)


NO_PLACES = [
    ("GM", 1975, "the Federal Republic was GE"),
    ("GG", 1975, "Georgia was no state"),
    ("CZ", 1999, "Czechia is EZ"),
    ("UN", None, "a body"),
    ("QQ", None, "no such code"),
    ("PREL", None, "a subject"),
]


@pytest.mark.parametrize(("code", "year", "reason"), NO_PLACES)
def test_no_geography(code: str, year: int | None, reason: str) -> None:
    assert tags.geography(code, year) is None, reason


JOINED = [
    ("ECONEFIN", ("ECON", "EFIN"), "two subjects"),
    ("econefin", ("ECON", "EFIN"), "case does not count"),
    ("PHUMBA", ("PHUM", "BA"), "country at the end"),
    ("VTPREL", ("VT", "PREL"), "country at the start"),
    ("ETRDEINVECINPGOVCS", ("ETRD", "EINV", "ECIN", "PGOV", "CS"), "four subjects and a country"),
    ("PRELKPAO", ("PREL", "KPAO"), "subject and program"),
    ("PRELEU", ("PREL", "EU"), "EU at the end"),
    ("PRELKZZZ", None, "a program by shape only is not known"),
    ("PRELQQ", None, "no such country"),
    ("PRELX", None, "a letter is left over"),
    ("PREL", None, "one code"),
    ("UK", None, "one code"),
    ("UKUS", None, "no code of four letters"),
    ("UNESCO", None, "organisation"),
    ("ECON EFIN", None, "not joined"),
    ("PREL,PGOV", None, "not joined"),
    ("DOE, JANE", None, "person"),
    ("BUNDESBANK", None, "organisation"),
    ("TERRORISM", None, "free word"),
    ("SOCIAL", None, "free word, not SOCI and Albania"),
    ("", None, "nothing"),
]


@pytest.mark.parametrize(("token", "parts", "reason"), JOINED)
def test_split_joined(token: str, parts: tuple[str, ...] | None, reason: str) -> None:
    assert tags.split_joined(token) == parts, reason


REPAIRS = [
    ("PGOVV", "PGOV", "doubled letter"),
    ("MOPPS", "MOPS", "doubled letter"),
    ("POGOV", "PGOV", "one letter too many"),
    ("PGO", "PGOV", "one letter lost"),
    ("ECN", None, "lost letter, ECON or ECIN"),
    ("PGUV", "PGOV", "one letter wrong"),
    ("pguv", "PGOV", "case does not count"),
    ("PREI", None, "PREL or PREF"),
    ("NATOO", "NATO", "organisation, doubled letter"),
    ("UNESKO", "UNESCO", "organisation, one letter wrong"),
    ("WAR", None, "a word, not WARC"),
    ("CORE", None, "a word, not CARE"),
    ("IRAN", None, "a country, not IRA"),
    ("FARM", None, "a word, not PARM"),
    ("REL", "PREL", "one letter lost"),
    ("ACDA", None, "an agency of its own, not ACOA"),
    ("PREL", None, "known"),
    ("KPOA", None, "has the shape of a program"),
    ("FX", None, "two letters are a country by shape"),
    ("DOE, JANE", None, "person"),
    ("SIPDIS", None, "nothing near"),
    ("HUMAN RIGHTS", None, "free words"),
    ("", None, "nothing"),
]


@pytest.mark.parametrize(("token", "code", "reason"), REPAIRS)
def test_repair(token: str, code: str | None, reason: str) -> None:
    assert tags.repair(token) == code, reason
