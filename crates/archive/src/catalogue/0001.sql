-- Version 1 of the catalogue.

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE collection (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  provenance TEXT,
  licence    TEXT,
  released   INTEGER NOT NULL DEFAULT 0,
  level      TEXT
);

-- A file that was imported, by its hash. `items` counts what was taken of it in its own order; `done` when that was all.
CREATE TABLE source (
  id         INTEGER PRIMARY KEY,
  sha256     BLOB,
  bytes      INTEGER NOT NULL,
  collection INTEGER NOT NULL REFERENCES collection,
  file       TEXT NOT NULL,
  items      INTEGER NOT NULL DEFAULT 0,
  done       INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX source_sha256 ON source (bytes, sha256);

-- What has one number. `post` and `number` serve the short forms of a number.
CREATE TABLE telegram (
  id       INTEGER PRIMARY KEY,
  key      TEXT NOT NULL UNIQUE,
  year     INTEGER,
  post     TEXT,
  number   INTEGER,
  variants INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX telegram_number ON telegram (number, post) WHERE number IS NOT NULL;

-- The bytes of one telegram, or of a section of one. `name` is the first eight bytes of the hash.
CREATE TABLE original (
  id       INTEGER PRIMARY KEY,
  name     INTEGER NOT NULL,
  sha256   BLOB NOT NULL,
  telegram INTEGER NOT NULL REFERENCES telegram,
  bytes    INTEGER NOT NULL,
  pack     INTEGER NOT NULL,
  block    INTEGER NOT NULL,
  at       INTEGER NOT NULL
);
CREATE INDEX original_name ON original (name);
CREATE INDEX original_telegram ON original (telegram);

-- That an original came in a source. What the source said beside it lies in the pack, at this place.
CREATE TABLE entry (
  original   INTEGER NOT NULL REFERENCES original,
  source     INTEGER NOT NULL REFERENCES source,
  ordinal    INTEGER NOT NULL,
  collection INTEGER NOT NULL REFERENCES collection,
  pack       INTEGER NOT NULL,
  block      INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  PRIMARY KEY (original, source, ordinal)
) WITHOUT ROWID;

CREATE TABLE pack (
  number INTEGER PRIMARY KEY,
  length INTEGER NOT NULL
);

-- What a reviewer decided about a portion. The last one counts.
CREATE TABLE decision (
  id       INTEGER PRIMARY KEY,
  telegram TEXT NOT NULL,
  portion  TEXT NOT NULL,
  label    TEXT,
  reviewer TEXT NOT NULL,
  reason   TEXT NOT NULL,
  at       TEXT NOT NULL
);
CREATE INDEX decision_telegram ON decision (telegram);

-- One index for each way of seeing telegrams; `meta` names its segments.
CREATE TABLE stratum (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  meta TEXT NOT NULL
);

-- The files of those segments, so that a changed byte in any of them is found.
CREATE TABLE segment_file (
  stratum INTEGER NOT NULL REFERENCES stratum,
  name    TEXT NOT NULL,
  length  INTEGER NOT NULL,
  crc32   INTEGER NOT NULL,
  PRIMARY KEY (stratum, name)
) WITHOUT ROWID;

-- Every change, each line with the hash of the line before.
CREATE TABLE journal (
  seq  INTEGER PRIMARY KEY,
  line TEXT NOT NULL,
  hash TEXT NOT NULL
);
