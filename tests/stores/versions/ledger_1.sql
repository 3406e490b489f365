-- A ledger of version 1, as the program made it then (no version was numbered in it).

CREATE TABLE IF NOT EXISTS slots (
    id INTEGER PRIMARY KEY,
    shop TEXT NOT NULL,      -- digest of base URL and token
    due REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS slots_by_due ON slots (shop, due);
CREATE TABLE IF NOT EXISTS pauses (
    shop TEXT PRIMARY KEY,
    until REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS days (        -- the totals of `spent`, which each booking adds up
    shop TEXT NOT NULL,
    day TEXT NOT NULL,       -- yyyy-mm-dd on this host's calendar
    requests INTEGER NOT NULL,
    PRIMARY KEY (shop, day)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spent (
    shop TEXT NOT NULL,
    day TEXT NOT NULL,
    operation TEXT NOT NULL,
    process TEXT NOT NULL,
    background INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    PRIMARY KEY (shop, day, operation, process, background)
) WITHOUT ROWID;

INSERT INTO slots (id, shop, due)
    VALUES (1, 'DIGEST', 1780000000.0);

INSERT INTO pauses (shop, until)
    VALUES ('DIGEST', 1779999995.0);

INSERT INTO days (shop, day, requests)
    VALUES ('DIGEST', '2026-05-28', 14);

INSERT INTO spent (shop, day, operation, process, background, requests)
    VALUES ('DIGEST', '2026-05-28', 'getOrders', 'counter tty1', 0, 9);
INSERT INTO spent (shop, day, operation, process, background, requests)
    VALUES ('DIGEST', '2026-05-28', 'getCustomer', 'sync', 1, 5);

