-- When an entry was settled, by the clock that nobody can set; NULL where that is not known.
ALTER TABLE entries ADD COLUMN settled_up REAL;

-- The entry that a draft was sent by: what settles the one settles the other. 0 for none.
ALTER TABLE drafts ADD COLUMN entry_id INTEGER NOT NULL DEFAULT 0;

CREATE INDEX drafts_by_entry ON drafts (entry_id) WHERE entry_id <> 0;
