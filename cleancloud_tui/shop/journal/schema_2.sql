-- An entry may wait for a connection, be put into a newer one, and stand before a person.
-- state: waiting (not sent yet), sent (no answer yet), confirmed, refused (it did not happen),
-- unknown (it may have happened), merged (never sent: its values went out with `merged_into`).
-- owner: the process that works at it, empty for none. repeatable: may wait and be sent again.
-- needs_person: stands under "To resolve".
CREATE TABLE entries_2 (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    operation TEXT NOT NULL,
    parameters TEXT NOT NULL,
    subject TEXT NOT NULL,
    before TEXT,
    state TEXT NOT NULL CHECK (
        state IN ('waiting', 'sent', 'confirmed', 'refused', 'unknown', 'merged')
    ),
    created_at REAL NOT NULL,
    sent_at REAL,
    settled_at REAL,
    reply TEXT,
    error TEXT,
    owner TEXT NOT NULL DEFAULT '',
    repeatable INTEGER NOT NULL DEFAULT 0,
    needs_person INTEGER NOT NULL DEFAULT 0,
    merged_into INTEGER,
    staff TEXT NOT NULL DEFAULT '',
    system_user TEXT NOT NULL,
    terminal TEXT NOT NULL,
    address TEXT NOT NULL
);

INSERT INTO entries_2 (
    id, operation, parameters, subject, before, state, created_at, sent_at, settled_at, reply,
    error, owner, system_user, terminal, address, needs_person
)
SELECT
    id, operation, parameters, subject, before, state, created_at, sent_at, settled_at, reply,
    error, iif(state IN ('waiting', 'sent'), process, ''), system_user, terminal, address,
    state = 'unknown'
FROM entries;

DROP TABLE entries;

ALTER TABLE entries_2 RENAME TO entries;

CREATE INDEX entries_unsettled ON entries (subject, id)
    WHERE state IN ('waiting', 'sent', 'unknown');

CREATE INDEX entries_for_people ON entries (id) WHERE needs_person = 1;

CREATE INDEX entries_by_subject ON entries (subject, id);

CREATE INDEX entries_by_time ON entries (created_at);
