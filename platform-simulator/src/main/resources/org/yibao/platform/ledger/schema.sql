CREATE TABLE person (
  psn_no TEXT PRIMARY KEY,
  certno TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  gender TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  insutype TEXT NOT NULL,
  psn_type TEXT NOT NULL,
  marks TEXT NOT NULL,
  civil_servant INTEGER NOT NULL,
  insuplc_admdvs TEXT NOT NULL,
  place_registered INTEGER NOT NULL,
  balance_fen INTEGER NOT NULL CHECK (balance_fen >= 0)
) STRICT;

CREATE TABLE family_account (
  psn_no TEXT NOT NULL REFERENCES person,
  position INTEGER NOT NULL,
  member_psn_no TEXT NOT NULL REFERENCES person,
  relation TEXT NOT NULL,
  PRIMARY KEY (psn_no, position)
) STRICT;

CREATE TABLE accumulator (
  psn_no TEXT NOT NULL REFERENCES person,
  year INTEGER NOT NULL,
  code TEXT NOT NULL,
  value INTEGER NOT NULL CHECK (value >= 0),
  PRIMARY KEY (psn_no, year, code)
) STRICT;

CREATE TABLE message (
  msgid TEXT PRIMARY KEY,
  infno TEXT NOT NULL,
  digest TEXT NOT NULL,
  answer BLOB NOT NULL,
  received_at TEXT NOT NULL
) STRICT;

CREATE TABLE entry (
  setl_id TEXT PRIMARY KEY,
  msgid TEXT NOT NULL UNIQUE,
  infno TEXT NOT NULL,
  psn_no TEXT NOT NULL REFERENCES person,
  mdtrt_id TEXT NOT NULL,
  fixmedins_code TEXT NOT NULL,
  letter TEXT NOT NULL,
  booked_at TEXT NOT NULL,
  state TEXT NOT NULL,
  voids TEXT REFERENCES entry,
  medfee_fen INTEGER NOT NULL,
  fund_fen INTEGER NOT NULL,
  acct_fen INTEGER NOT NULL,
  mulaid_fen INTEGER NOT NULL,
  cash_fen INTEGER NOT NULL
) STRICT;

CREATE TABLE effect (
  setl_id TEXT NOT NULL REFERENCES entry,
  psn_no TEXT NOT NULL REFERENCES person,
  year INTEGER NOT NULL,
  code TEXT NOT NULL,
  delta INTEGER NOT NULL
) STRICT;

CREATE INDEX effect_of_entry ON effect (setl_id);

CREATE TABLE reversal (
  omsgid TEXT PRIMARY KEY,
  msgid TEXT NOT NULL,
  was_held INTEGER NOT NULL
) STRICT;

CREATE TABLE voucher (
  code TEXT PRIMARY KEY,
  psn_no TEXT NOT NULL REFERENCES person,
  token TEXT NOT NULL UNIQUE,
  expires_at TEXT NOT NULL,
  used_at TEXT
) STRICT;

CREATE TABLE terminal (
  fixmedins_code TEXT NOT NULL,
  letter TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  tier TEXT NOT NULL,
  admdvs TEXT NOT NULL,
  line_certificate BLOB NOT NULL,
  signing_certificate BLOB NOT NULL,
  enrolled_at TEXT NOT NULL,
  PRIMARY KEY (fixmedins_code, letter)
) STRICT;

CREATE TABLE sign_in (
  sign_no TEXT PRIMARY KEY,
  fixmedins_code TEXT NOT NULL,
  letter TEXT NOT NULL,
  opter_no TEXT NOT NULL,
  signed_in_at TEXT NOT NULL,
  signed_out_at TEXT
) STRICT;

CREATE TABLE journal_head (
  fixmedins_code TEXT NOT NULL,
  letter TEXT NOT NULL,
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  signed_at TEXT NOT NULL
) STRICT;

CREATE TABLE journal_point (
  fixmedins_code TEXT NOT NULL,
  letter TEXT NOT NULL,
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (fixmedins_code, letter, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal_message (
  fixmedins_code TEXT NOT NULL,
  letter TEXT NOT NULL,
  number INTEGER NOT NULL,
  omsgid TEXT NOT NULL,
  msgid TEXT,
  noted_on TEXT NOT NULL,
  PRIMARY KEY (fixmedins_code, letter, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
  fixmedins_code TEXT NOT NULL,
  letter TEXT NOT NULL,
  since TEXT NOT NULL,
  reason TEXT NOT NULL,
  good_number INTEGER NOT NULL,
  released_at TEXT
) STRICT;

CREATE TABLE alarm (
  raised_at TEXT NOT NULL,
  fixmedins_code TEXT NOT NULL,
  letter TEXT NOT NULL,
  code TEXT NOT NULL,
  msgid TEXT NOT NULL
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

CREATE TABLE serial (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;

PRAGMA user_version = 3;
