-- What stands on an invoice is not owed at the counter: the business pays the invoice.
UPDATE orders SET due_cents = 0
WHERE due_cents > 0 AND json_valid(reply)
    AND coalesce(json_extract(reply, '$.invoiceID'), '') NOT IN ('', '0', 0);
