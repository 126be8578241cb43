PRAGMA application_id = 212541015;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO "about" VALUES('created','2026-11-25T06:43:30+00:00');
CREATE TABLE collection (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
    release TEXT NOT NULL DEFAULT 'unknown', licence TEXT, note TEXT);
INSERT INTO "collection" VALUES(1,'open','unknown',NULL,NULL);
CREATE TABLE decision (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL,
    document TEXT NOT NULL, start INTEGER, "end" INTEGER, quote TEXT, before TEXT, after TEXT, undone TEXT);
INSERT INTO "decision" VALUES(1,'2026-11-25T06:43:30+00:00','M. ROE','seen','yes','doc-7e0df4f8c280029df18e',NULL,NULL,'','','',NULL);
CREATE TABLE document (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text TEXT NOT NULL, given TEXT);
INSERT INTO "document" VALUES(1,'doc-7e0df4f8c280029df18e','VZCZCXYZ0001
RR RUEHC
DE RUEHXX #0001 3050900
ZNY CCCCC ZZH
R 010900Z NOV 07
FM AMEMBASSY PARIS
TO RUEHC/SECSTATE WASHDC 5514
BT
C O N F I D E N T I A L PARIS 000001

E.O. 12958: DECL: 11/01/2017
TAGS: PREL, FR
SUBJECT: AN INVENTED SUBJECT

REF: 07ROME3

1. (C) FRANCE AND GREECE SPOKE WITH THE OSCE. FRANCE AGREED.

ROE
BT
#0001
NNNN
',NULL);
INSERT INTO "document" VALUES(2,'doc-72007d532bd641121c52','VZCZCXYZ0001
RR RUEHC
DE RUEHXX #0003 3050900
ZNY CCCCC ZZH
R 010900Z NOV 07
FM AMEMBASSY ROME
TO RUEHC/SECSTATE WASHDC 5514
BT
C O N F I D E N T I A L ROME 000003

E.O. 12958: DECL: 11/01/2017
TAGS: PREL, FR
SUBJECT: AN INVENTED SUBJECT

1. (C) ITALY SAID NOTHING.

ROE
BT
#0003
NNNN
',NULL);
CREATE TABLE file (
    collection INTEGER NOT NULL REFERENCES collection, path TEXT NOT NULL, size INTEGER NOT NULL,
    modified INTEGER NOT NULL, entries INTEGER NOT NULL, done INTEGER NOT NULL,
    PRIMARY KEY (collection, path)) WITHOUT ROWID;
INSERT INTO "file" VALUES(1,'/open/a.txt',335,1795589010068478757,1,1);
INSERT INTO "file" VALUES(1,'/open/b.txt',285,1795589010068516534,1,1);
CREATE TABLE finding (
    document INTEGER NOT NULL REFERENCES document, ordinal INTEGER NOT NULL, code TEXT NOT NULL,
    severity TEXT NOT NULL, message TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, safety TEXT,
    PRIMARY KEY (document, ordinal)) WITHOUT ROWID;
INSERT INTO "finding" VALUES(1,0,'C215','warning','CONFIDENTIAL, but no line says who classified it',129,152,NULL);
INSERT INTO "finding" VALUES(2,0,'C215','warning','CONFIDENTIAL, but no line says who classified it',128,151,NULL);
CREATE TABLE log (number INTEGER PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL, detail TEXT);
INSERT INTO "log" VALUES(1,'2026-11-25T06:43:30+00:00','ingest','2 files into open');
INSERT INTO "log" VALUES(2,'2026-11-25T06:43:30+00:00','ingested','2 documents, 2 of them new');
CREATE TABLE outbox (document INTEGER PRIMARY KEY REFERENCES document);
CREATE TABLE place (
    document INTEGER NOT NULL REFERENCES document, collection INTEGER NOT NULL REFERENCES collection,
    path TEXT NOT NULL, member TEXT NOT NULL DEFAULT '', page INTEGER, format TEXT NOT NULL, encoding TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, "offset" INTEGER NOT NULL, length INTEGER NOT NULL,
    sha256 TEXT NOT NULL, raw INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (document, collection, path, member, "offset", start)) WITHOUT ROWID;
INSERT INTO "place" VALUES(1,1,'/open/a.txt','',NULL,'text','utf-8',0,335,0,335,'7e0df4f8c280029df18ed7379e66ffa47362d88075c017ce2994b15d6449f450',0);
INSERT INTO "place" VALUES(2,1,'/open/b.txt','',NULL,'text','utf-8',0,285,0,285,'72007d532bd641121c5287185f5dc816a03aef7f2f890ab5c62b095077153182',0);
CREATE TABLE raw_bytes (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, zstd BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE reading (
    document INTEGER PRIMARY KEY REFERENCES document, version INTEGER NOT NULL,
    cable TEXT NOT NULL, kind TEXT NOT NULL, mrn TEXT, family TEXT, section INTEGER, section_to INTEGER, sections INTEGER,
    dtg TEXT, first INTEGER, last INTEGER, precision TEXT, basis TEXT,
    origin TEXT, station TEXT, serial INTEGER, level TEXT, rank INTEGER NOT NULL, subject TEXT, precedence TEXT,
    status TEXT, captions TEXT, signers TEXT, paragraphs BLOB, view BLOB, stood TEXT);
INSERT INTO "reading" VALUES(1,1,'07PARIS1','telegram','07PARIS1','wire',NULL,NULL,NULL,'2007-11-01T09:00:00+00:00',19898460,19898461,'minute','dtg','AMEMBASSY PARIS','PARIS',1,'CONFIDENTIAL',1,'AN INVENTED SUBJECT','R',NULL,NULL,'ROE',X'9401A143CCFF3C',X'DC001E023C1002011202011D02042403021C02010E02011C03020C03023C030203',NULL);
INSERT INTO "reading" VALUES(2,1,'07ROME3','telegram','07ROME3','wire',NULL,NULL,NULL,'2007-11-01T09:00:00+00:00',19898460,19898461,'minute','dtg','AMEMBASSY ROME','ROME',3,'CONFIDENTIAL',1,'AN INVENTED SUBJECT','R',NULL,NULL,'ROE',X'9401A143CCEF1A',X'DC001B023C1002011102011D02042303021C02010E02011C03021A030203',NULL);
CREATE TABLE reference (
    document INTEGER NOT NULL REFERENCES document, ordinal INTEGER NOT NULL, kind TEXT NOT NULL, letter TEXT, mrn TEXT,
    text TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (document, ordinal)) WITHOUT ROWID;
INSERT INTO "reference" VALUES(1,0,'cable',NULL,'07ROME3','07ROME3',246,253);
CREATE TABLE tag (
    document INTEGER NOT NULL REFERENCES document, code TEXT NOT NULL, kind TEXT NOT NULL,
    PRIMARY KEY (document, code)) WITHOUT ROWID;
INSERT INTO "tag" VALUES(1,'FR','geography');
INSERT INTO "tag" VALUES(1,'PREL','subject');
INSERT INTO "tag" VALUES(2,'FR','geography');
INSERT INTO "tag" VALUES(2,'PREL','subject');
CREATE TABLE unread (
    collection INTEGER NOT NULL REFERENCES collection, path TEXT NOT NULL, member TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL, PRIMARY KEY (collection, path, member)) WITHOUT ROWID;
CREATE INDEX reading_cable ON reading (cable);
CREATE INDEX reading_station ON reading (station, serial) WHERE serial IS NOT NULL;
CREATE INDEX reference_mrn ON reference (mrn) WHERE mrn IS NOT NULL;
CREATE INDEX decision_document ON decision (document);
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
COMMIT;
