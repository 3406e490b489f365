-- Version 2: business accounts that pay by invoice, a customer's own price list, sales of goods.

ALTER TABLE customers ADD COLUMN price_list_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customers ADD COLUMN pays_by_invoice INTEGER NOT NULL DEFAULT 0;  -- flag
ALTER TABLE orders ADD COLUMN business_id TEXT NOT NULL DEFAULT '0';
ALTER TABLE orders ADD COLUMN retail INTEGER NOT NULL DEFAULT 0;              -- flag: nothing to clean
CREATE INDEX orders_on_invoice ON orders (invoice_id) WHERE invoice_id > 0;

-- What the groups of a shop of version 1 meant.
UPDATE customers SET price_list_id = 1
    WHERE id IN (SELECT customer_id FROM group_members WHERE group_id = 3);
UPDATE customers SET price_list_id = 2, business_id = id, pays_by_invoice = id % 3 > 0
    WHERE id IN (SELECT customer_id FROM group_members WHERE group_id = 2);

-- The documentation's examples order product 9.
INSERT INTO products (id, name, section_id, pieces, tax2_exempt, tax3_exempt)
    SELECT 9, 'Pajamas', 1, 2, 1, 1 WHERE EXISTS (SELECT 1 FROM sections WHERE id = 1);
INSERT INTO prices (price_list_id, product_id, price)
    SELECT id, 9, 800 FROM price_lists WHERE EXISTS (SELECT 1 FROM products WHERE id = 9);
