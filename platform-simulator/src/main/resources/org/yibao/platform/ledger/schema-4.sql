CREATE TABLE statement_file (
  file_qury_no TEXT PRIMARY KEY,
  fixmedins_code TEXT NOT NULL,
  letter TEXT NOT NULL,
  filename TEXT NOT NULL,
  made_at TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;

CREATE TABLE shift (
  fixmedins_code TEXT NOT NULL,
  letter TEXT NOT NULL,
  opter TEXT NOT NULL,
  begntime TEXT NOT NULL,
  endtime TEXT NOT NULL,
  sales INTEGER NOT NULL,
  sales_medfee_fen INTEGER NOT NULL,
  sales_cash_fen INTEGER NOT NULL,
  voids INTEGER NOT NULL,
  voids_medfee_fen INTEGER NOT NULL,
  voids_cash_fen INTEGER NOT NULL,
  PRIMARY KEY (fixmedins_code, letter, opter, begntime)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 4;
