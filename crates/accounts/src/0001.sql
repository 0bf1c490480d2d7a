-- Version 1 of the accounts. Times are milliseconds since 1970, UTC.

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
) WITHOUT ROWID;
-- Names that were tried and origins are kept as hashes with this, which differs in every database.
INSERT INTO setting VALUES ('salt', randomblob(32));

CREATE TABLE user (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT NOT NULL UNIQUE COLLATE NOCASE,
  clearance  TEXT NOT NULL,
  may_import INTEGER NOT NULL DEFAULT 0,
  disabled   INTEGER NOT NULL DEFAULT 0,
  issuer     TEXT,
  sub        TEXT,
  hash       TEXT,
  made       INTEGER NOT NULL,
  UNIQUE (issuer, sub),
  CHECK ((issuer IS NULL) = (sub IS NULL))
);

-- Logins that failed. `kind` is 0 for a name and 1 for an origin; `count` stands since `since`, from
-- which on one is forgiven every quarter of an hour; `until` is when the next may be tried.
CREATE TABLE failure (
  kind  INTEGER NOT NULL,
  key   BLOB NOT NULL,
  count INTEGER NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE INDEX failure_count ON failure (kind, count, since);

CREATE TABLE session (
  sha256 BLOB PRIMARY KEY,
  user   INTEGER NOT NULL REFERENCES user ON DELETE CASCADE,
  made   INTEGER NOT NULL,
  used   INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_user ON session (user);

-- `used` is a day, counted from 1970.
CREATE TABLE token (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256  BLOB NOT NULL UNIQUE,
  user    INTEGER NOT NULL REFERENCES user ON DELETE CASCADE,
  name    TEXT NOT NULL,
  scopes  TEXT NOT NULL,
  made    INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  used    INTEGER
);
CREATE INDEX token_user ON token (user);

CREATE TABLE audit (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  at    INTEGER NOT NULL,
  user  TEXT COLLATE NOCASE,
  what  TEXT NOT NULL,
  which TEXT NOT NULL
);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_user ON audit (user, at);
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;

-- The owner is a name and no reference: the archive's owner has folders and no account.
CREATE TABLE folder (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  owner   TEXT NOT NULL COLLATE NOCASE,
  title   TEXT NOT NULL,
  note    TEXT NOT NULL DEFAULT '',
  made    INTEGER NOT NULL,
  changed INTEGER NOT NULL
);
CREATE INDEX folder_owner ON folder (owner, title);

-- `position` only orders: there are gaps.
CREATE TABLE entry (
  folder   INTEGER NOT NULL REFERENCES folder ON DELETE CASCADE,
  telegram TEXT NOT NULL,
  note     TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL,
  added    INTEGER NOT NULL,
  PRIMARY KEY (folder, telegram)
) WITHOUT ROWID;
CREATE UNIQUE INDEX entry_position ON entry (folder, position);
CREATE INDEX entry_telegram ON entry (telegram);
