CREATE TABLE data_key (
  id INTEGER PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('SEAL', 'LOOKUP')),
  wrapped BLOB NOT NULL
) STRICT;

CREATE TABLE journal (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  settlement TEXT NOT NULL,
  time_ms INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  signer TEXT NOT NULL,
  previous BLOB NOT NULL,
  hash BLOB NOT NULL,
  signature BLOB NOT NULL
) STRICT;
CREATE INDEX journal_of_settlement ON journal (settlement, number);
CREATE TRIGGER journal_is_never_edited BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE countersignature (
  number INTEGER PRIMARY KEY,
  hash BLOB NOT NULL,
  evidence BLOB NOT NULL
) STRICT;

CREATE TABLE settlement (
  accepted INTEGER PRIMARY KEY REFERENCES journal (number),
  id TEXT NOT NULL UNIQUE,
  void_message TEXT UNIQUE,
  reversal_message TEXT UNIQUE,
  last_record INTEGER NOT NULL REFERENCES journal (number),
  state TEXT NOT NULL,
  told TEXT NOT NULL,
  follow_up INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;
CREATE INDEX settlement_of_last_record ON settlement (last_record);
CREATE INDEX settlement_to_follow_up ON settlement (accepted) WHERE follow_up = 1;

CREATE TABLE idempotency_key (
  code BLOB PRIMARY KEY,
  settlement TEXT NOT NULL REFERENCES settlement (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  sequence INTEGER PRIMARY KEY REFERENCES journal (number),
  message TEXT NOT NULL UNIQUE,
  settlement TEXT NOT NULL REFERENCES settlement (id),
  attempts INTEGER NOT NULL,
  next_attempt TEXT NOT NULL,
  person_code BLOB NOT NULL,
  set_aside INTEGER NOT NULL,
  sealed_fault BLOB,
  sealed BLOB NOT NULL
) STRICT;
CREATE INDEX outbox_of_settlement ON outbox (settlement);
CREATE INDEX outbox_of_person ON outbox (person_code);
CREATE TABLE outbox_size (entries INTEGER NOT NULL) STRICT;
INSERT INTO outbox_size VALUES (0);
CREATE TRIGGER outbox_grows AFTER INSERT ON outbox
BEGIN UPDATE outbox_size SET entries = entries + 1; END;
CREATE TRIGGER outbox_shrinks AFTER DELETE ON outbox
BEGIN UPDATE outbox_size SET entries = entries - 1; END;

CREATE TABLE person (
  psn_no_code BLOB PRIMARY KEY,
  identity_code BLOB NOT NULL UNIQUE,
  sealed BLOB NOT NULL
) STRICT;

CREATE TABLE message_id (
  institution TEXT NOT NULL,
  terminal TEXT NOT NULL,
  last TEXT NOT NULL,
  PRIMARY KEY (institution, terminal)
) STRICT, WITHOUT ROWID;
