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
