-- Every write of the program, written down before it is sent. Times are Unix seconds.
-- state: waiting (not sent yet), sent (no answer yet), confirmed, refused (it did not happen),
-- unknown (it may have happened). parameters, before and reply are JSON without secrets.
CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    operation TEXT NOT NULL,
    parameters TEXT NOT NULL,
    subject TEXT NOT NULL,
    before TEXT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'confirmed', 'refused', 'unknown')),
    created_at REAL NOT NULL,
    sent_at REAL,
    settled_at REAL,
    reply TEXT,
    error TEXT,
    process TEXT NOT NULL,
    system_user TEXT NOT NULL,
    terminal TEXT NOT NULL,
    address TEXT NOT NULL
);

CREATE INDEX entries_unsettled ON entries (state) WHERE state IN ('waiting', 'sent', 'unknown');
CREATE INDEX entries_by_subject ON entries (subject, id);
CREATE INDEX entries_by_time ON entries (created_at);
