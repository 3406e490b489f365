-- Today's work. status as it came; due_day (yyyy-mm-dd, empty where there is none) is when an order
-- is to be picked up, while that is to come, else when it is to be ready. Only open orders have it.
ALTER TABLE orders ADD COLUMN status TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN due_day TEXT NOT NULL DEFAULT '';

UPDATE orders SET
    status = coalesce(json_extract(reply, '$.status'), ''),
    due_day = coalesce(
        date(
            nullif(
                CAST(
                    json_extract(
                        reply,
                        CASE WHEN json_extract(reply, '$.status') IN ('3', '4')
                            THEN '$.pickupDate' ELSE '$.deliveryDate' END
                    ) AS INTEGER
                ),
                0
            ),
            'unixepoch'
        ),
        ''
    )
WHERE is_open = 1 AND deleted = 0 AND json_valid(reply);

CREATE INDEX orders_due ON orders (status, due_day, created) WHERE is_open = 1 AND deleted = 0;
CREATE INDEX orders_unpaid ON orders (is_open, created) WHERE due_cents > 0 AND deleted = 0;
