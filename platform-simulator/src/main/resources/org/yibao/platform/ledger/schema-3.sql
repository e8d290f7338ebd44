CREATE TABLE invitation (
  code_digest TEXT PRIMARY KEY,
  fixmedins_code TEXT NOT NULL,
  letter TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  tier TEXT NOT NULL,
  admdvs TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  keys_digest TEXT,
  answer BLOB,
  reused_at TEXT,
  CHECK ((keys_digest IS NULL) = (answer IS NULL))
) STRICT;

CREATE TABLE directory_version (
  file_qury_no TEXT PRIMARY KEY,
  part TEXT NOT NULL,
  ver TEXT NOT NULL,
  filename TEXT NOT NULL,
  data_cnt INTEGER NOT NULL,
  byte_cnt INTEGER NOT NULL,
  digest TEXT NOT NULL,
  published_at TEXT NOT NULL,
  replaced_at TEXT
) STRICT;

CREATE TABLE directory_block (
  file_qury_no TEXT NOT NULL REFERENCES directory_version ON DELETE CASCADE,
  number INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (file_qury_no, number)
) STRICT;

CREATE TABLE terminal_certificate (
  fixmedins_code TEXT NOT NULL,
  letter TEXT NOT NULL,
  certificate BLOB NOT NULL,
  issued_at TEXT NOT NULL,
  revoked_at TEXT,
  good_number INTEGER
) STRICT;

CREATE INDEX certificate_of_terminal ON terminal_certificate (fixmedins_code, letter);

INSERT INTO terminal_certificate
SELECT fixmedins_code, letter, line_certificate, enrolled_at, NULL, NULL FROM terminal;

INSERT INTO terminal_certificate
SELECT fixmedins_code, letter, signing_certificate, enrolled_at, NULL, NULL FROM terminal;

ALTER TABLE terminal DROP COLUMN line_certificate;

ALTER TABLE terminal DROP COLUMN signing_certificate;

PRAGMA user_version = 3;
