"""The tables of an archive, in plain names, and the way from each version of them to the next.

Three layers (design, section 2): what came in (``document``, ``place``, ``raw_bytes``, ``collection``, ``file``, ``unread``),
what was derived from it (``reading`` and its lists, each row with the version of its stage; ``naming`` and its
mentions, ``stating`` and its items likewise; ``ledger_option`` and its like), and what people decided (``decision``). The views at the end are for people who open the file in an ordinary SQLite tool.
"""

from __future__ import annotations

VERSION = 5

CAME_IN = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE collection (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
    release TEXT NOT NULL DEFAULT 'unknown', licence TEXT, note TEXT);
CREATE TABLE document (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text TEXT NOT NULL, given TEXT);
CREATE TABLE raw_bytes (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, zstd BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    document INTEGER NOT NULL REFERENCES document, collection INTEGER NOT NULL REFERENCES collection,
    path TEXT NOT NULL, member TEXT NOT NULL DEFAULT '', page INTEGER, format TEXT NOT NULL, encoding TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, "offset" INTEGER NOT NULL, length INTEGER NOT NULL,
    sha256 TEXT NOT NULL, raw INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (document, collection, path, member, "offset", start)) WITHOUT ROWID;
CREATE TABLE file (
    collection INTEGER NOT NULL REFERENCES collection, path TEXT NOT NULL, size INTEGER NOT NULL,
    modified INTEGER NOT NULL, entries INTEGER NOT NULL, done INTEGER NOT NULL,
    PRIMARY KEY (collection, path)) WITHOUT ROWID;
CREATE TABLE unread (
    collection INTEGER NOT NULL REFERENCES collection, path TEXT NOT NULL, member TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL, PRIMARY KEY (collection, path, member)) WITHOUT ROWID;
CREATE TABLE log (number INTEGER PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL, detail TEXT);
"""

DERIVED = """
CREATE TABLE reading (
    document INTEGER PRIMARY KEY REFERENCES document, version INTEGER NOT NULL,
    cable TEXT NOT NULL, kind TEXT NOT NULL, mrn TEXT, family TEXT, section INTEGER, section_to INTEGER, sections INTEGER,
    dtg TEXT, first INTEGER, last INTEGER, precision TEXT, basis TEXT,
    origin TEXT, station TEXT, serial INTEGER, level TEXT, rank INTEGER NOT NULL, subject TEXT, precedence TEXT,
    status TEXT, captions TEXT, signers TEXT, paragraphs BLOB, view BLOB, stood TEXT);
CREATE INDEX reading_cable ON reading (cable);
CREATE INDEX reading_station ON reading (station, serial) WHERE serial IS NOT NULL;
CREATE TABLE tag (
    document INTEGER NOT NULL REFERENCES document, code TEXT NOT NULL, kind TEXT NOT NULL,
    PRIMARY KEY (document, code)) WITHOUT ROWID;
CREATE TABLE reference (
    document INTEGER NOT NULL REFERENCES document, ordinal INTEGER NOT NULL, kind TEXT NOT NULL, letter TEXT, mrn TEXT,
    text TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (document, ordinal)) WITHOUT ROWID;
CREATE INDEX reference_mrn ON reference (mrn) WHERE mrn IS NOT NULL;
CREATE TABLE finding (
    document INTEGER NOT NULL REFERENCES document, ordinal INTEGER NOT NULL, code TEXT NOT NULL,
    severity TEXT NOT NULL, message TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, safety TEXT,
    PRIMARY KEY (document, ordinal)) WITHOUT ROWID;
CREATE TABLE outbox (document INTEGER PRIMARY KEY REFERENCES document);
"""

DECIDED = """
CREATE TABLE decision (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL,
    document TEXT NOT NULL, start INTEGER, "end" INTEGER, quote TEXT, before TEXT, after TEXT, undone TEXT);
CREATE INDEX decision_document ON decision (document);
"""

FOR_PEOPLE = """
CREATE VIEW cables AS
    SELECT r.cable, d.id AS document, r.mrn, datetime(r.first * 60, 'unixepoch') AS dated, r.precision, r.origin, r.level,
        r.subject, r.section, r.section_to, r.sections, r.status, d.text
    FROM reading r JOIN document d ON d.number = r.document;
CREATE VIEW sources AS
    SELECT d.id AS document, r.cable, c.name AS collection, c.release, p.path, p.member, p.page, p.format
    FROM place p JOIN document d ON d.number = p.document JOIN reading r ON r.document = p.document
        JOIN collection c ON c.number = p.collection;
CREATE VIEW cable_findings AS
    SELECT r.cable, d.id AS document, f.code, f.severity, f.message, substr(d.text, f.start + 1, f."end" - f.start) AS quote
    FROM finding f JOIN document d ON d.number = f.document JOIN reading r ON r.document = f.document;
CREATE VIEW cable_references AS
    SELECT r.cable, x.letter, x.kind, x.mrn AS refers_to, x.text,
        EXISTS (SELECT 1 FROM reading o WHERE o.cable = x.mrn) AS held
    FROM reference x JOIN reading r ON r.document = x.document;
"""

# The stage *actors*. An actor is kept once for each way the documents tell of it, so that a view shows the names that
# its own documents have; ``made`` is ``model``, ``rules`` or ``none``.
ACTORS = (
    """CREATE TABLE naming (
    document INTEGER PRIMARY KEY REFERENCES document, version INTEGER NOT NULL, made TEXT NOT NULL)""",
    """CREATE TABLE actor (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT NOT NULL, UNIQUE (id, name, kind, state, valid_from, valid_to))""",
    """CREATE TABLE appearance (
    document INTEGER NOT NULL REFERENCES document, actor INTEGER NOT NULL REFERENCES actor, mentions INTEGER NOT NULL,
    PRIMARY KEY (document, actor)) WITHOUT ROWID""",
    "CREATE INDEX appearance_actor ON appearance (actor)",
    """CREATE TABLE mention (
    document INTEGER NOT NULL REFERENCES document, ordinal INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    more TEXT, type TEXT NOT NULL, form TEXT NOT NULL, actor INTEGER REFERENCES actor, how TEXT NOT NULL,
    sure TEXT NOT NULL, candidates TEXT, "by" TEXT NOT NULL,
    PRIMARY KEY (document, ordinal)) WITHOUT ROWID""",
    """CREATE VIEW cable_mentions AS
    SELECT r.cable, d.id AS document, substr(d.text, m.start + 1, m."end" - m.start) AS quote, m.type, m.form,
        a.name AS actor, a.id AS actor_id, m.how, m.sure, n.made
    FROM mention m JOIN document d ON d.number = m.document JOIN reading r ON r.document = m.document
        JOIN naming n ON n.document = m.document LEFT JOIN actor a ON a.number = m.actor""",
)

WORDS = "('full-name', 'surname')"  # how a person was found whom words alone tell of

# People across cables ask for the mentions of those alone; without it every mention of the archive is read.
PEOPLE = (f'CREATE INDEX mention_by_words ON mention (document, actor, start, "end", how) WHERE how IN {WORDS}',)

# The stage *positions*. ``items`` is everything stated in a document, packed (``stating.py``); ``stated`` has what lists
# are chosen by, a row for each item, the ``ordinal``-th of its kind. ``made`` is what found the actors it was derived
# from, ``left out`` where it was not looked for; ``actors`` the version of the stage that found them.
POSITIONS = (
    """CREATE TABLE stating (
    document INTEGER PRIMARY KEY REFERENCES document, version INTEGER NOT NULL, made TEXT NOT NULL,
    actors INTEGER NOT NULL, items BLOB NOT NULL)""",
    """CREATE TABLE stated (
    document INTEGER NOT NULL REFERENCES document, kind TEXT NOT NULL, ordinal INTEGER NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, paragraph INTEGER NOT NULL, holder TEXT NOT NULL, holder_id TEXT NOT NULL, stance TEXT,
    sign INTEGER, target TEXT NOT NULL, date TEXT, confidence REAL NOT NULL, optional INTEGER NOT NULL,
    PRIMARY KEY (document, kind, ordinal)) WITHOUT ROWID""",
    "CREATE INDEX stated_id ON stated (holder_id, kind, stance)",
    "CREATE INDEX stated_holder ON stated (holder COLLATE NOCASE, kind, stance)",
    "CREATE INDEX stated_stance ON stated (kind, stance)",
    "CREATE INDEX stated_date ON stated (date) WHERE date IS NOT NULL",
    """CREATE VIEW cable_positions AS
    SELECT r.cable, d.id AS document, s.kind, s.paragraph, s.holder, s.holder_id, s.stance, s.target, s.date,
        substr(d.text, s.start + 1, s."end" - s.start) AS quote, s.confidence, s.optional
    FROM stated s JOIN document d ON d.number = s.document JOIN reading r ON r.document = s.document""",
)

# The stage *ledger*, over the whole archive (``ledger_rows.py``): ``names`` and ``headings`` are what options are chosen by,
# ``packed`` an option with its rows and their latest quotes, ``told`` everything told of it. For the view of everything alone.
LEDGER = (
    "CREATE TABLE ledger_issue (id TEXT PRIMARY KEY, ordinal INTEGER NOT NULL, packed BLOB NOT NULL)",
    """CREATE TABLE ledger_option (
    id TEXT PRIMARY KEY, ordinal INTEGER NOT NULL, issue TEXT NOT NULL, documents INTEGER NOT NULL, date TEXT NOT NULL,
    names TEXT NOT NULL, headings TEXT NOT NULL, packed BLOB NOT NULL, told BLOB NOT NULL)""",
    "CREATE INDEX ledger_option_documents ON ledger_option (documents DESC, date, id)",
    "CREATE INDEX ledger_option_issue ON ledger_option (issue)",
    """CREATE TABLE ledger_holder (
    option TEXT NOT NULL, holder_id TEXT NOT NULL, holder TEXT NOT NULL, stances TEXT NOT NULL,
    PRIMARY KEY (option, holder_id, holder)) WITHOUT ROWID""",
    """CREATE TABLE ledger_place (
    document TEXT NOT NULL, option TEXT NOT NULL, PRIMARY KEY (document, option)) WITHOUT ROWID""",
)

CREATE = (CAME_IN, DERIVED, DECIDED, FOR_PEOPLE, ";\n".join((*ACTORS, *PEOPLE, *POSITIONS, *LEDGER)) + ";\n")

# version reached → the statements that lead there from the version before
MIGRATIONS: dict[int, tuple[str, ...]] = {2: ACTORS, 3: PEOPLE, 4: POSITIONS, 5: LEDGER}
