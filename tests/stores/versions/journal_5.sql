-- A journal of version 5, as the program made it then, with the work of a day in it.

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

-- The last scans, and what was counted on the racks. Both hold codes and numbers of orders, never a
-- name: what else is shown of them is looked up. Times are Unix seconds.
CREATE TABLE scans (
    key TEXT PRIMARY KEY,
    at REAL NOT NULL,
    code TEXT NOT NULL,
    mode TEXT NOT NULL,
    kind TEXT NOT NULL,
    order_id TEXT NOT NULL,
    done TEXT NOT NULL,
    verdict TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX scans_by_time ON scans (at);

-- One count is under way at a time, for all terminals of this computer; report is JSON once it ended.
CREATE TABLE counts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    begun_at REAL NOT NULL,
    ended_at REAL,
    report TEXT
);

-- What was scanned in a count: a garment of an order, or, with an empty barcode, an order's ticket;
-- with an empty order, a code that nobody knows.
CREATE TABLE counted (
    count_id INTEGER NOT NULL,
    order_id TEXT NOT NULL,
    barcode TEXT NOT NULL,
    PRIMARY KEY (count_id, order_id, barcode)
) WITHOUT ROWID;

-- By the clock that nobody can set (seconds since the computer was started): when an entry was sent,
-- and when it was last looked for. Both are NULL where that was not, or is not known.
ALTER TABLE entries ADD COLUMN sent_up REAL;

ALTER TABLE entries ADD COLUMN looked_up REAL;

INSERT INTO entries (id, operation, parameters, subject, before, state, created_at, sent_at, settled_at, reply, error, owner, repeatable, needs_person, merged_into, staff, system_user, terminal, address, sent_up, looked_up)
    VALUES (1, 'updateOrder', '{"orderID": "437", "status": "1"}', 'order:437', '{"status":"0"}', 'confirmed', 1780000060.0, 1780000061.0, 1780000062.0, '{"Success":"True"}', '', '', 1, 0, NULL, 'Ann', 'counter', 'tty1', '', NULL, NULL);
INSERT INTO entries (id, operation, parameters, subject, before, state, created_at, sent_at, settled_at, reply, error, owner, repeatable, needs_person, merged_into, staff, system_user, terminal, address, sent_up, looked_up)
    VALUES (2, 'addCustomer', '{"customerName": "Ann Lee", "customerTel": "555 0101"}', 'new:addCustomer', NULL, 'confirmed', 1780000120.0, 1780000121.0, 1780000122.0, '{"Success":"True","CustomerID":"12"}', '', '', 0, 0, NULL, 'Ann', 'counter', 'tty1', '', NULL, NULL);
INSERT INTO entries (id, operation, parameters, subject, before, state, created_at, sent_at, settled_at, reply, error, owner, repeatable, needs_person, merged_into, staff, system_user, terminal, address, sent_up, looked_up)
    VALUES (3, 'deleteOrder', '{"orderID": "8"}', 'order:8', NULL, 'refused', 1780000180.0, 1780000181.0, 1780000182.0, '{}', 'No such order', '', 0, 0, NULL, 'Ann', 'counter', 'tty1', '', NULL, NULL);
INSERT INTO entries (id, operation, parameters, subject, before, state, created_at, sent_at, settled_at, reply, error, owner, repeatable, needs_person, merged_into, staff, system_user, terminal, address, sent_up, looked_up)
    VALUES (4, 'addOrder', '{"customerID": "12", "finalTotal": "24.50", "orderNotes": "silk, no crease"}', 'new:addOrder', NULL, 'unknown', 1780000240.0, 1780000241.0, 1780000242.0, '{}', 'The connection broke', '', 0, 1, NULL, 'Ann', 'counter', 'tty1', '', 812.5, NULL);
INSERT INTO entries (id, operation, parameters, subject, before, state, created_at, sent_at, settled_at, reply, error, owner, repeatable, needs_person, merged_into, staff, system_user, terminal, address, sent_up, looked_up)
    VALUES (5, 'chargeCard', '{"orderID": "437"}', 'order:437', NULL, 'sent', 1780000300.0, 1780000301.0, NULL, NULL, NULL, '4711-0badcafe', 0, 0, NULL, 'Ann', 'counter', 'tty1', '', 872.5, NULL);
INSERT INTO entries (id, operation, parameters, subject, before, state, created_at, sent_at, settled_at, reply, error, owner, repeatable, needs_person, merged_into, staff, system_user, terminal, address, sent_up, looked_up)
    VALUES (6, 'updateOrder', '{"orderID": "440", "orderNotes": "ring twice"}', 'order:440', '{"orderNotes":""}', 'waiting', 1780000360.0, NULL, NULL, NULL, 'No connection', '', 1, 0, NULL, 'Ann', 'counter', 'tty1', '', NULL, NULL);
INSERT INTO entries (id, operation, parameters, subject, before, state, created_at, sent_at, settled_at, reply, error, owner, repeatable, needs_person, merged_into, staff, system_user, terminal, address, sent_up, looked_up)
    VALUES (7, 'updateGarment', '{"barcodeID": "0042", "orderID": "437", "notes": "spot on the collar"}', 'garment:0042', NULL, 'confirmed', 1780000420.0, 1780000421.0, 1780000422.0, '{"Success":"True"}', '', '', 1, 0, NULL, 'Ann', 'counter', 'tty1', '', NULL, NULL);

INSERT INTO drafts (id, kind, key, customer_id, content, kept_at, owner, staff, terminal)
    VALUES (1, 'order', '12', '12', '{"items": "[]", "orderNotes": "by Friday"}', 1780000500.0, '', 'Ann', 'tty1');
INSERT INTO drafts (id, kind, key, customer_id, content, kept_at, owner, staff, terminal)
    VALUES (2, 'customer', '', '', '{"name": "Bo Ek", "phone": "555 0199"}', 1780000600.0, '4711-0badcafe', '', 'tty1');

INSERT INTO scans (key, at, code, mode, kind, order_id, done, verdict)
    VALUES ('00ff00ff00ff00ff', 1780000700.0, '437', 'look up', 'ticket', '437', 'opened', 'done');

INSERT INTO counts (id, begun_at, ended_at, report)
    VALUES (1, 1780000010.0, 1780000090.0, '{"ready": 2, "counted": 1, "lines": []}');
INSERT INTO counts (id, begun_at, ended_at, report)
    VALUES (2, 1780000800.0, NULL, NULL);

INSERT INTO counted (count_id, order_id, barcode)
    VALUES (2, '437', '0042');

PRAGMA user_version = 5;
