"""The line grammar as patterns, one per kind of line, each with the section of the format reference.

Patterns are matched against a line without surrounding blanks, cut to ``HEAD`` characters: no line of a
telegram's form is longer, and a text that was flowed into one line must not cost more than a short one.
Named groups become the fields of the line.
"""

from __future__ import annotations

import re

HEAD = 600
_I = re.IGNORECASE

# --- envelope (1.2-1.8) -------------------------------------------------------------------------

TRANSMISSION = re.compile(r"V[ZS2][CG][Z2] ?C? ?(?P<channel>[A-Z]{2,3}) ?(?P<serial>[\dO]{3,4})(?![\dA-Z])")
ROUTING = re.compile(r"(?P<prosign>ZZ|OO|PP|RR)(?P<indicators>(?:\s+R[A-Z]{3,7})+)$")
ROUTING_MORE = re.compile(r"R[A-Z]{3,7}(?:\s+R[A-Z]{3,7})*$")
ORIGINATOR = re.compile(
    r"DE\s+(?P<routing>R[A-Z]{3,7})\s+#(?P<serial>\d{4})(?:/(?P<section>\d{2,3}))?"
    r"(?:\s+(?P<day>\d{3})(?P<time>\d{4})?)?\b"
)
SECURITY = re.compile(
    r"(?P<prosign>ZN[RY])\s+(?P<letters>[A-Z0](?: ?[A-Z0]){4})(?:/[ABF]{5})?"
    r"(?P<signals>(?:\s+Z[A-Z]{2}\d?)*)\s*$"
)
DTG = re.compile(
    r"(?P<precedence>[ZOPR0])(?:\s+(?P<second>[ZOPR0]))?\s+(?P<date>(?P<day>[\dOIlSB]{2})(?P<time>[\dOIlSB]{4})\s?Z"
    r"\s+(?P<month>[A-Z]{3})\s+(?P<year>\d{4}|\d{2}))\b(?P<signals>(?:\s+Z[A-Z]{2}\s?\d?)*)"
)
FROM = re.compile(r"FM ?(?P<origin>[A-Z][A-Z0-9 .,'/&()-]{2,80})$")
TO = re.compile(r"TO(?: |(?=R[A-Z]{3,7}/|AM[CE]|SECSTATE))\s*(?P<rest>\S.*)?$")
TO_BARE = re.compile(r"TO$")
INFO = re.compile(r"INFO(?: |(?=R[A-Z]{3,7}/|AM[CE]|SECSTATE)|$)\s*(?P<rest>\S.*)?$")
EXEMPT = re.compile(r"XMT[ /]\s*(?P<rest>\S.*)$")
PRECEDENCE_WORD = r"FLASH|NIACT IMMEDIATE|NIACT|IMMEDIATE|PRIORITY|ROUTINE"
ADDRESSEE = re.compile(
    r"(?:ZEN ?/ ?)?(?:(?P<routing>R[A-Z]{3,7})\s*/\s*)?(?P<plad>[A-Z0-9][A-Z0-9 .,'&()/-]*?(?://[^/]{1,40}//)?)"
    rf"(?:\s+(?P<precedence>{PRECEDENCE_WORD}))?(?:\s+(?P<serial>\d{{3,5}}))?$"
)
PSEUDO = re.compile(r"(?P<key>CLASSIFICATION|CHARGE|APPROVED|DRAFTED|CLEARED|DISTRIBUTION)\s*:\s*(?P<value>.*)$")

# --- the text's own head (1.9-1.12, 4.4) --------------------------------------------------------

_LEVEL = (
    r"U ?N ?C ?L ?A ?S(?: ?S ?I ?F ?I ?E ?D)?|L ?I ?M ?I ?T ?E ?D {1,3}O ?F ?F ?I ?C ?I ?A ?L {1,3}U ?S ?E|"
    r"C ?O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L|T ?O ?P {1,3}S ?E ?C ?R ?E ?T|S ?E ?C ?R ?E ?T|R ?E ?S ?T ?R ?I ?C ?T ?E ?D"
)
_CONTROL = r"E ?F ?T ?O|N ?O ?F ?O ?R ?N|SENSITIVE|NODIS|EXDIS|LIMDIS|STADIS|FOUO|OFFICIAL USE ONLY"
CONTROL = re.compile(_CONTROL, _I)
SECTION_WORD = r"S?E?C?T?I?[OKIQ]?N{0,2}"
_OF = r"OF|GF|0F|QF|F|O"
CLASSIFICATION = re.compile(
    rf"(?P<level>{_LEVEL})(?P<controls>(?:[\s/]+(?:{_CONTROL}))*)"
    rf"(?:\s+(?:S?E?C?T?I?[OKIQ]?N{{0,2}}|[A-Z]{{6,8}})\s*(?P<section>\d{{1,2}})\s*(?:{_OF}|[A-Z]F)\s*(?P<of>\d{{1,2}}))?"
    r"\s+(?P<station>[A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]*){0,3})\s+(?P<serial>\d{3,7})\b",
    _I,
)
CLASS_WORD = re.compile(rf"(?:{_LEVEL})$")
LEVEL_LETTERS = {
    "UNCLAS": "UNCLASSIFIED",
    "UNCLASSIFIED": "UNCLASSIFIED",
    "LIMITEDOFFICIALUSE": "LIMITED OFFICIAL USE",
    "CONFIDENTIAL": "CONFIDENTIAL",
    "SECRET": "SECRET",
    "TOPSECRET": "TOP SECRET",
    "RESTRICTED": "RESTRICTED",
}
CORRECTED = re.compile(r"C ?O ?R ?R ?E ?C ?T ?E ?D {1,3}C ?O ?P ?Y\b")

EO = re.compile(r"E\.? ?[O0]\.?,? {0,2}(?P<order>1\d{3,4})\s*[:;.,]?\s*(?P<instruction>.*)$", _I)
EO_LABEL = re.compile(r"E\.O\.\s*:\s*(?P<order>1\d{3,4})?\s*(?P<instruction>.*)$", _I)
TAGS = re.compile(r"(?:TAGE?S?|TAS|TABS|TGS|AGS)(?:\s*[:;.]|(?<=TAGS)\s)\s*(?P<value>.*)$", _I)
SUBJECT = re.compile(
    r"(?:S?UBJ(?:ECT)?S?|SUBJ?E?C?T?|SU?BJ?ECT|SUJECT)(?:\s*[:;]|(?<=SUBJECT)\s+(?=\S))\s*(?P<value>.*)$", _I
)
REFERENCE = re.compile(
    r"(?:PROGRAM )?(?:REF(?:S|\(S\)|TELS?|ERENCES?)?|RETELS?)"
    r"(?:\s*[:;.]|\s+(?=\(?[A-Z]\)?\s?[.):]|(?:\d\d )?[A-Z][A-Z ]{2,22} \d))\s*(?P<value>.*)$",
    _I,
)
_CLASSIFIED = r"CLAS\w{1,7}D\s{0,3}BY\b"
CLASSIFIED_BY = re.compile(rf"(?:\([UCS]\)\s*)?{_CLASSIFIED}\s*:?\s*(?P<value>.*)$", _I)
CLASSIFIED_ANYWHERE = re.compile(rf"{_CLASSIFIED}\s*:?", _I)
# A label in mid-line: a text flowed into one line, or a label glued to the word before it (D12, D20).
MID_LABEL = re.compile(
    r"(?P<eo>(?i:E\.[O0]\. ?1\d{3,4}\s*:))|(?P<tags>(?i:\bTAGS\s*:))|(?P<subject>(?i:\bSUBJ(?:ECT)?\s*:)|(?<=[A-Z])SUBJECT\s*:)|"
    r"(?P<reference>(?:(?i:\bREF)|(?<=[A-Z])REF)(?i:S|\(S\)|TELS?)?\s*:)|"
    r"(?P<classified>(?i:\bCLAS+IF?IED\s+BY\b)|(?<=[a-zA-Z])(?:CLASSIFIED|Classified) ?[Bb][Yy]\b)|"
    r"(?P<paragraph>(?:\u00b6|(?<=\s))1\.\s?\([CUS]\w*\))"
)

PASSING = re.compile(
    r"(?:[A-Z][A-Z0-9&'.-]*[ ,/]+(?:AND )?){0,8}(?:ALSO )?(?:FOR|PASS(?: TO)?|PLEASE PASS(?: TO)?|PASS)\b\s*\S"
)
OFFICE_SYMBOLS = re.compile(r"[A-Z][A-Z0-9]*(?:/[A-Z0-9&-]+)+\b")

# --- furniture of both families (1.13, 2.2, 2.5, 2.7) -------------------------------------------

PAGE_WIRE = re.compile(
    r"(?P<station>[A-Z][A-Z .'-]{2,24}?)\s+(?P<serial>\d{8})\s+(?P<section>\d{3})(?:\.(?P<page>\d))?\s+OF\s+(?P<of>\d{2,3})$"
)
PAGE_WIRE_HEAD = re.compile(r"(?P<station>[A-Z][A-Z .'-]{2,24}?)\s+(?P<serial>\d{8})$")
PAGE_WIRE_TAIL = re.compile(r"(?P<section>\d{3})(?:\.(?P<page>\d))?\s+OF\s+(?P<of>\d{2,3})$")
_PAGE_REST = (
    r"(?P<station>[A-Z][A-Z ]{1,11}?)\s+(?P<serial>\d{4,6})(?:\s+TOSEC\s+\d+|\s+SECTO\s+\d+)?"
    r"(?:\s+(?P<section>\d{2})\s+OF\s+(?P<of>\d{2}))?(?:\s+(?P<time>\d{6})\s?Z)?"
)
PAGE_ARCHIVE = re.compile(rf"PAGE\s+(?P<page>\d{{2,3}})(?:\s+{_PAGE_REST})?$")
PAGE_ARCHIVE_REST = re.compile(rf"{_PAGE_REST}$")
DISTRIBUTION = re.compile(
    r"(?:(?P<role>ACTION|ORIGIN|INFO)\s+)?(?:[A-Z]{1,5}-\d{2,3}\b\s*)+(?:/?\s*(?P<total>\d{3})\s?[WR])?$"
)
DISTRIBUTION_TOTAL = re.compile(r"/(?P<total>\d{3})\s?[WR]$")
COPIES = re.compile(r"([A-Z]{1,5})-(\d{2,3})\b")
BAR = re.compile(
    r"-{15,}\s*(?:(?P<time>\d{6})Z\s+(?P<number>\d{5,6})|(?P<number2>[0-9A-F]{5,6})(?:\s+(?P<time2>\d{6})\s?Z)?)"
    r"(?:\s*/(?P<copy>\d{2,3}))?$"
)
DRAFTING = re.compile(r"(?:DRAFTED|APPROVED|CLEARED) BY\b|DESIRED DISTRIBUTION\b")
CLEARANCE = re.compile(
    r"[A-Z][A-Z0-9]*(?:/[A-Z0-9&-]+)*\s*[:-]\s*[A-Z]{2,}[A-Z .:/]*(?:\([A-Z. ]+\))?$|[A-Z/]+\s*\((?:SUBS|INFO|DRAFT|PHONE)\)$"
)
STAMP = re.compile(r"(?P<name>[A-Z][\w.]* (?:[A-Z]\. )?[A-Z]\w+ )?Declassified/Released\b.*")
STAMP_FOIA = re.compile(r"UNCLASSIFIED U\.?S\.? Department of State Case No\..*|RELEASED? IN (?:FULL|PART)\b.*")
STAMP_TAIL = re.compile(
    r"(?:Declassified/Released |US )?(?:Department )?(?:of )?(?:State )?(?:EO )?(?:Systematic )?(?:Review )?\d{2} [A-Za-z]{3} \d{4}$"
)
STAMP_DONE = re.compile(r"\d{4}$")
FOOTER = re.compile(
    r"\*+[ *]*Current (?:Handling Restrictions|Classification)\b|Current (?:Handling Restrictions|Classification) \*"
)
END = re.compile(r"#?N{3,4}(?:MAFVVZCZ)?$|NMAFVVZCZ$|N{3,4}\s*VZCZC\w*$|<< ?END OF DOCUMENT ?>>$|ZCZC$")
SERIAL_CHECK = re.compile(r"#(?P<serial>\d{4})$")
NOTE = re.compile(
    r"NOTE BY OC/T\b|NOTE\s*:\s*(?:NOT )?(?:PASSED|RELAYED)\b|\(#\)\s*(?:OMISSION|GARBLE|CORRECTION|AS RECEIVED|TEXT)"
    r"|NOTE\s*:.{0,30}CORRECTION TO FOLLOW",
    _I,
)
RULE = re.compile(r"(?:[-=_*#~] ?){3,}$")
RECORD_HEADING = re.compile(r"Message (?:Text|Attributes)$")
ATTRIBUTE = re.compile(r"(?P<key>[A-Z][A-Za-z]+(?: [A-Za-z]+){0,4})\s*:(?:\s+(?P<value>.*))?$")
LABEL = re.compile(r"(?P<key>[A-Z][A-Za-z./]*(?: [A-Z][A-Za-z]*){0,2}\.?)\s*:\s*(?P<value>.*)$")
LABEL_FORM = re.compile(r"(?:MRN|Date/DTG)\s*:\s")

# --- body (1.14-1.16) ---------------------------------------------------------------------------

_MARK = r"TS|SBU|FOUO|OUO|LOU|NC|NR|NS|S|C|U|UNCLASSIFIED|CONFIDENTIAL|SECRET"
PORTION = re.compile(
    rf"[(\[]\s?(?P<mark>(?:{_MARK})(?:\s?(?:/{{1,2}}|-)\s?(?:NF|NOFORN|N|REL[A-Z ,/]{{0,20}}|EYES ONLY|FOUO|SBU|LES))?)\s?[)\]]"
    rf"|(?P<open>(?:{_MARK}))\)",
    _I,
)
ENTIRE = re.compile(
    rf"[(\[]?\s?(?P<mark>{_MARK}|LIMITED OFFICIAL USE)(?:/N(?:F|OFORN))?\s?[)\]]?\s?-{{1,2}}?\s?-?\s?ENTIRE TEXT\s?\.?\s?[)\]]?\.?",
    _I,
)
PARAGRAPH = re.compile(
    r"(?P<label>(?:-\s)?\s?(?:[\u00b6]\s?|(?:\u00c2\u00b6)\s?|P(?=\d))?(?P<number>\d{1,3})(?:\s?[.)](?!\d)|(?=\s?\()|(?=\s+[CUS]\)))\)?)\s*(?P<rest>.*)$"
)
PARAGRAPH_AFTER = re.compile(r"(?P<mark>\([A-Z/]{1,6}\))\s*(?P<label>(?P<number>\d{1,3})\.)\s*(?P<rest>.*)$")
ITEM = re.compile(
    r"(?P<label>(?:\u00b6\s?)?(?:\(?[A-Za-z][.)](?=\s)|\([A-Za-z]\)|\([ivx]{1,4}\)|-{1,3}(?=\s|[A-Z(\"'])|[*\u2022\u00b7](?=\s)))\s*(?P<rest>\S.*)$"
)
SPACER = re.compile(r"[-.\\_*](?:\s*[-.\\])?$")
WEB = re.compile(
    r"(?=.*(?:https?://|www\.)\S*\.(?:s?gov|mil)\b).*\b(?:web|(?:web|home) ?(?:site|page)|url|visit|embassy|mission|consulate)\b"
    r"|(?:https?://|www\.)\S*\.s?gov\b\S*$",
    _I,
)
SIGNATURE = re.compile(
    r"(?P<name>[A-Z](?:[A-Z'`\u2019-]|\b\.)+(?: (?!UNQUOTE|YY)(?:[A-Z][A-Z'`\u2019-]*\.?|DE|VAN)){0,3}?)"
    r"(?:\s+(?:UNQUOTE|YY+))?\s*[#.\"-]{0,12}$"
)
