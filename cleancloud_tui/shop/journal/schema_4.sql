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
