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

PRAGMA user_version = 3;
