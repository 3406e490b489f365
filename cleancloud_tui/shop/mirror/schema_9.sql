-- What the figures of days are counted from (counting/order_figures.py): a narrow row an order, so
-- that a year of them is read in a moment. Moments are Unix seconds, 0 where there is none; money is
-- in hundredths; what was not told is NULL. owed tells whether it is to be paid at the counter;
-- lines is JSON, a list an item: product's id, name, quantity, price of one.
CREATE TABLE order_figures (
    order_id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    created REAL NOT NULL,
    cleaned REAL NOT NULL,
    completed REAL NOT NULL,
    paid_at REAL NOT NULL,
    paid INTEGER,
    owed INTEGER,
    owed_cents INTEGER,
    total_cents INTEGER,
    pieces INTEGER,
    payment TEXT NOT NULL,
    is_pickup INTEGER,
    is_express INTEGER,
    express_cents INTEGER,
    discount_cents INTEGER,
    tip_cents INTEGER,
    tax_cents INTEGER,
    lines TEXT NOT NULL
) WITHOUT ROWID;

CREATE TRIGGER order_deleted AFTER UPDATE OF deleted ON orders WHEN new.deleted = 1 BEGIN
    DELETE FROM order_figures WHERE order_id = new.id;
END;

CREATE TRIGGER order_removed AFTER DELETE ON orders BEGIN
    DELETE FROM order_figures WHERE order_id = old.id;
END;
