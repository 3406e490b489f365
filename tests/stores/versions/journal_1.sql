-- A journal of version 1, as the program made it then, with the work of a day in it.

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

INSERT INTO entries (id, operation, parameters, subject, before, state, created_at, sent_at, settled_at, reply, error, process, system_user, terminal, address)
    VALUES (1, 'updateOrder', '{"orderID": "437", "status": "1"}', 'order:437', '{"status":"0"}', 'confirmed', 1780000060.0, 1780000061.0, 1780000062.0, '{"Success":"True"}', '', '4711-0badcafe', 'counter', 'tty1', '');
INSERT INTO entries (id, operation, parameters, subject, before, state, created_at, sent_at, settled_at, reply, error, process, system_user, terminal, address)
    VALUES (2, 'addCustomer', '{"customerName": "Ann Lee", "customerTel": "555 0101"}', 'new:addCustomer', NULL, 'confirmed', 1780000120.0, 1780000121.0, 1780000122.0, '{"Success":"True","CustomerID":"12"}', '', '4711-0badcafe', 'counter', 'tty1', '');
INSERT INTO entries (id, operation, parameters, subject, before, state, created_at, sent_at, settled_at, reply, error, process, system_user, terminal, address)
    VALUES (3, 'deleteOrder', '{"orderID": "8"}', 'order:8', NULL, 'refused', 1780000180.0, 1780000181.0, 1780000182.0, '{}', 'No such order', '4711-0badcafe', 'counter', 'tty1', '');
INSERT INTO entries (id, operation, parameters, subject, before, state, created_at, sent_at, settled_at, reply, error, process, system_user, terminal, address)
    VALUES (4, 'addOrder', '{"customerID": "12", "finalTotal": "24.50", "orderNotes": "silk, no crease"}', 'new:addOrder', NULL, 'unknown', 1780000240.0, 1780000241.0, 1780000242.0, '{}', 'The connection broke', '4711-0badcafe', 'counter', 'tty1', '');
INSERT INTO entries (id, operation, parameters, subject, before, state, created_at, sent_at, settled_at, reply, error, process, system_user, terminal, address)
    VALUES (5, 'chargeCard', '{"orderID": "437"}', 'order:437', NULL, 'sent', 1780000300.0, 1780000301.0, NULL, NULL, NULL, '4711-0badcafe', 'counter', 'tty1', '');
INSERT INTO entries (id, operation, parameters, subject, before, state, created_at, sent_at, settled_at, reply, error, process, system_user, terminal, address)
    VALUES (6, 'updateOrder', '{"orderID": "440", "orderNotes": "ring twice"}', 'order:440', '{"orderNotes":""}', 'waiting', 1780000360.0, NULL, NULL, NULL, 'No connection', '4711-0badcafe', 'counter', 'tty1', '');
INSERT INTO entries (id, operation, parameters, subject, before, state, created_at, sent_at, settled_at, reply, error, process, system_user, terminal, address)
    VALUES (7, 'updateGarment', '{"barcodeID": "0042", "orderID": "437", "notes": "spot on the collar"}', 'garment:0042', NULL, 'confirmed', 1780000420.0, 1780000421.0, 1780000422.0, '{"Success":"True"}', '', '4711-0badcafe', 'counter', 'tty1', '');

PRAGMA user_version = 1;
