-- What was typed into a form and not sent yet. owner is the process that has it in hand, empty for
-- none; customer_id tells whom it is about, empty for somebody new. content is JSON without secrets.
CREATE TABLE drafts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    content TEXT NOT NULL,
    kept_at REAL NOT NULL,
    owner TEXT NOT NULL,
    staff TEXT NOT NULL,
    terminal TEXT NOT NULL
);

CREATE INDEX drafts_by_key ON drafts (kind, key);
