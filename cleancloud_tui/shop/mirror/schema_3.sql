-- When a customer signed up: one who is not among those told of that time is deactivated.
-- 0 where it is not known.
ALTER TABLE customers ADD COLUMN signed_up REAL NOT NULL DEFAULT 0;

UPDATE customers
SET signed_up = coalesce(CAST(json_extract(reply, '$.signedUpTimeStamp') AS REAL), 0)
WHERE json_valid(reply);

CREATE INDEX customers_by_signed_up ON customers (signed_up, read_at, deactivated);

-- The open orders, by when they were read: one that CleanCloud no longer counts among them shows.
CREATE INDEX orders_open ON orders (read_at, created) WHERE is_open = 1 AND deleted = 0;
