-- changed_at tells when status, pieces or summary of an order last came out differently: its
-- garments may have changed with them. 0 where that was before this column was there.
ALTER TABLE orders ADD COLUMN changed_at REAL NOT NULL DEFAULT 0;

-- Customers that were removed for good. What is still told of them is not kept, until an order made
-- after `at` (Unix seconds) shows that they came back. subjects: what the journal has to forget
-- with them, as a JSON list of its names; empty once it did.
CREATE TABLE forgotten (
    customer_id TEXT PRIMARY KEY,
    at REAL NOT NULL,
    subjects TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

-- The journal may still tell about a customer's deleted orders.
CREATE INDEX orders_deleted ON orders (customer_id) WHERE deleted = 1;
