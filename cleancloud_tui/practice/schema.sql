-- The practice shop's store.
--
-- Money is integer cents. An instant is integer Unix seconds; a calendar day is Unix seconds of
-- 12:00 UTC of that day; 0 means never or not set, for both. A time of day is text on the 12-hour
-- clock ('10am', '5:30pm'), '' where not set. Percents, measures, quantities and coordinates are
-- decimal text. Flags are 0 or 1. A reference of 0 points nowhere. The shop's days are UTC days.
--
-- Plain enough for SQLite 3.34: no STRICT tables, no RETURNING.

CREATE TABLE meta (                   -- seed, populated, generated_until, …
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE usage (                  -- requests answered in a calendar month
    month    TEXT PRIMARY KEY,        -- 'yyyy-mm'
    requests INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE staff (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE customer_groups (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE drivers (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

-- Routes, their geofence (a box), the windows they offer and the days on which nobody drives.

CREATE TABLE routes (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL,
    driver_id INTEGER NOT NULL REFERENCES drivers (id),
    south     REAL NOT NULL,          -- degrees
    west      REAL NOT NULL,
    north     REAL NOT NULL,
    east      REAL NOT NULL
);

CREATE TABLE route_zips (             -- how an address finds its route: the practice geocoder
    zip      TEXT PRIMARY KEY,
    route_id INTEGER NOT NULL REFERENCES routes (id)
) WITHOUT ROWID;

CREATE TABLE route_slots (
    route_id   INTEGER NOT NULL REFERENCES routes (id),
    weekday    INTEGER NOT NULL,      -- 0 Monday to 6 Sunday
    start_time TEXT NOT NULL,
    end_time   TEXT NOT NULL,
    capacity   INTEGER NOT NULL,      -- pickups and deliveries together
    PRIMARY KEY (route_id, weekday, start_time)
);

CREATE TABLE closed_days (
    day    INTEGER PRIMARY KEY,
    reason TEXT NOT NULL DEFAULT ''
);

-- Customers and what hangs on them.

CREATE TABLE customers (
    id                   INTEGER PRIMARY KEY,
    name                 TEXT NOT NULL,
    phone                TEXT NOT NULL DEFAULT '',
    email                TEXT NOT NULL DEFAULT '',
    address              TEXT NOT NULL DEFAULT '',   -- lines parted by a newline
    street               TEXT NOT NULL DEFAULT '',   -- street to state: what addressDetailed tells
    unit                 TEXT NOT NULL DEFAULT '',
    city                 TEXT NOT NULL DEFAULT '',
    state                TEXT NOT NULL DEFAULT '',
    zip                  TEXT NOT NULL DEFAULT '',
    address_instructions TEXT NOT NULL DEFAULT '',
    lat                  TEXT NOT NULL DEFAULT '',
    lng                  TEXT NOT NULL DEFAULT '',
    route_id             INTEGER NOT NULL DEFAULT 0,
    notes                TEXT NOT NULL DEFAULT '',
    private_notes        TEXT NOT NULL DEFAULT '',
    password             TEXT NOT NULL DEFAULT '',   -- as practice/passwords.py writes it; '' none
    gender               INTEGER NOT NULL DEFAULT 0,
    birthday_day         INTEGER NOT NULL DEFAULT 0,
    birthday_month       INTEGER NOT NULL DEFAULT 0,
    marketing_opt_in     INTEGER NOT NULL DEFAULT 0,
    starch_preference    INTEGER NOT NULL DEFAULT 0,
    shirt_preference     INTEGER NOT NULL DEFAULT 0,
    trouser_preference   INTEGER NOT NULL DEFAULT 0,
    detergent_type       INTEGER NOT NULL DEFAULT 0,
    detergent_scent      INTEGER NOT NULL DEFAULT 0,
    fabric_softener_type INTEGER NOT NULL DEFAULT 0,
    whites_wash_temp     INTEGER NOT NULL DEFAULT 0,
    whites_dryer_heat    INTEGER NOT NULL DEFAULT 0,
    colors_wash_temp     INTEGER NOT NULL DEFAULT 0,
    colors_dryer_heat    INTEGER NOT NULL DEFAULT 0,
    stripe               TEXT NOT NULL DEFAULT '',
    evo_token            TEXT NOT NULL DEFAULT '',
    business_id          TEXT NOT NULL DEFAULT '0',
    tax_id               TEXT NOT NULL DEFAULT '',
    tax1_exempt          INTEGER NOT NULL DEFAULT 0,
    credit               INTEGER NOT NULL DEFAULT 0,
    loyalty_points       INTEGER NOT NULL DEFAULT 0, -- still to be used
    loyalty_points_used  INTEGER NOT NULL DEFAULT 0,
    discount_percent     TEXT NOT NULL DEFAULT '0',
    signed_up            INTEGER NOT NULL,
    deactivated          INTEGER NOT NULL DEFAULT 0
);

-- An email belongs to one customer for ever. A phone is one active customer's by the API's rule,
-- but staff give a family one phone at the till: no index can hold that.
CREATE UNIQUE INDEX customers_by_email ON customers (email COLLATE NOCASE) WHERE email <> '';
CREATE INDEX customers_by_phone ON customers (phone);
CREATE INDEX customers_by_sign_up ON customers (signed_up);

CREATE TABLE group_members (
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    group_id    INTEGER NOT NULL REFERENCES customer_groups (id),
    PRIMARY KEY (customer_id, group_id)
) WITHOUT ROWID;

CREATE TABLE messages (
    id            INTEGER PRIMARY KEY,
    customer_id   INTEGER NOT NULL REFERENCES customers (id),
    text          TEXT NOT NULL,
    sent          INTEGER NOT NULL,   -- instant
    from_customer INTEGER NOT NULL    -- 0: from the shop
);
CREATE INDEX messages_by_customer ON messages (customer_id, sent);

CREATE TABLE push_tokens (
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    token       TEXT NOT NULL,
    platform    INTEGER NOT NULL,     -- 0 Android, 1 iOS
    bundle_id   TEXT NOT NULL,
    added       INTEGER NOT NULL,     -- instant
    PRIMARY KEY (customer_id, token)
) WITHOUT ROWID;

-- What the shop sells.

CREATE TABLE price_lists (
    id   INTEGER PRIMARY KEY,         -- 0 is the default one
    name TEXT NOT NULL
);

CREATE TABLE sections (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE products (
    id             INTEGER PRIMARY KEY,
    name           TEXT NOT NULL,
    section_id     INTEGER NOT NULL REFERENCES sections (id),
    type           INTEGER NOT NULL DEFAULT 1,  -- 1 product, 3 upcharge, 4 parent
    parent_id      INTEGER NOT NULL DEFAULT 0,
    pieces         INTEGER NOT NULL DEFAULT 1,
    tax1_exempt    INTEGER NOT NULL DEFAULT 0,
    tax2_exempt    INTEGER NOT NULL DEFAULT 0,
    tax3_exempt    INTEGER NOT NULL DEFAULT 0,
    is_sqm         INTEGER NOT NULL DEFAULT 0,  -- sold by the square meter
    in_app         INTEGER NOT NULL DEFAULT 1,  -- offered to customers, not only at the till
    active         INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE prices (                 -- every product has one in price list 0
    price_list_id INTEGER NOT NULL REFERENCES price_lists (id),
    product_id    INTEGER NOT NULL REFERENCES products (id),
    price         INTEGER NOT NULL,
    PRIMARY KEY (price_list_id, product_id)
) WITHOUT ROWID;

CREATE TABLE inventory (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    sku      TEXT NOT NULL DEFAULT '',
    price    INTEGER NOT NULL,
    quantity INTEGER NOT NULL
);

-- Orders.

CREATE TABLE orders (
    id                   INTEGER PRIMARY KEY,        -- the order's number; the ticket's barcode
    customer_id          INTEGER NOT NULL REFERENCES customers (id),
    status               INTEGER NOT NULL,           -- as the API counts them
    created              INTEGER NOT NULL,
    updated              INTEGER NOT NULL,
    cleaned              INTEGER NOT NULL DEFAULT 0,
    completed            INTEGER NOT NULL DEFAULT 0,
    deleted              INTEGER NOT NULL DEFAULT 0, -- flag
    store_order          INTEGER NOT NULL DEFAULT 0, -- handed in at the counter
    express              INTEGER NOT NULL DEFAULT 0,
    route_id             INTEGER NOT NULL DEFAULT 0,
    repeat_pickup_id     INTEGER NOT NULL DEFAULT 0, -- the schedule that made it
    split_parent_id      INTEGER NOT NULL DEFAULT 0,
    invoice_id           INTEGER NOT NULL DEFAULT 0,
    invoice_status       INTEGER NOT NULL DEFAULT 0,
    review_status        INTEGER NOT NULL DEFAULT 0,
    rack                 TEXT NOT NULL DEFAULT '0',  -- '0' none
    pieces               INTEGER NOT NULL DEFAULT 0,
    weight               TEXT NOT NULL DEFAULT '0.00',
    notes                TEXT NOT NULL DEFAULT '',
    address              TEXT NOT NULL DEFAULT '',
    has_signature        INTEGER NOT NULL DEFAULT 0,
    price_list_id        INTEGER NOT NULL DEFAULT 0,
    subtotal             INTEGER NOT NULL DEFAULT 0, -- of its products
    total                INTEGER NOT NULL,           -- finalTotal, as it was sent
    discount             INTEGER NOT NULL DEFAULT 0,
    discount_percent     TEXT NOT NULL DEFAULT '0',
    credit_used          INTEGER NOT NULL DEFAULT 0,
    tax1                 INTEGER NOT NULL DEFAULT 0,
    tax2                 INTEGER NOT NULL DEFAULT 0,
    tax3                 INTEGER NOT NULL DEFAULT 0,
    tip                  INTEGER NOT NULL DEFAULT 0,
    tip_percent          TEXT NOT NULL DEFAULT '0',
    delivery_fee         INTEGER NOT NULL DEFAULT 0,
    express_fee          INTEGER NOT NULL DEFAULT 0,
    express_fee_percent  TEXT NOT NULL DEFAULT '0',
    minimum_adjust       INTEGER NOT NULL DEFAULT 0,
    paid                 INTEGER NOT NULL DEFAULT 0,
    payment_type         INTEGER NOT NULL DEFAULT 0,
    payment_time         INTEGER NOT NULL DEFAULT 0, -- instant
    pickup               INTEGER NOT NULL DEFAULT 0, -- flag
    pickup_date          INTEGER NOT NULL DEFAULT 0,
    pickup_start         TEXT NOT NULL DEFAULT '',
    pickup_end           TEXT NOT NULL DEFAULT '',
    pickup_reschedule    INTEGER NOT NULL DEFAULT 0,
    delivery             INTEGER NOT NULL DEFAULT 0, -- flag
    delivery_date        INTEGER NOT NULL DEFAULT 0, -- a counter order's ready-by day
    delivery_start       TEXT NOT NULL DEFAULT '',   -- … and its time, with no end
    delivery_end         TEXT NOT NULL DEFAULT '',
    delivery_reschedule  INTEGER NOT NULL DEFAULT 0,
    driver_picked_up     INTEGER NOT NULL DEFAULT 0, -- instant
    driver_on_the_way    INTEGER NOT NULL DEFAULT 0, -- flag
    bags_to_pickup       INTEGER NOT NULL DEFAULT 0,
    locker_order         INTEGER NOT NULL DEFAULT 0,
    locker_location_id   INTEGER NOT NULL DEFAULT 0,
    locker_number        TEXT NOT NULL DEFAULT '',
    notify_method        INTEGER NOT NULL DEFAULT 0,
    staff_verify         INTEGER NOT NULL DEFAULT 0,
    staff_create         INTEGER NOT NULL DEFAULT 0, -- staff.id, 0 for the API and the app
    staff_cleaned        INTEGER NOT NULL DEFAULT 0,
    staff_completed      INTEGER NOT NULL DEFAULT 0,
    staff_payment        INTEGER NOT NULL DEFAULT 0,
    staff_pickup         INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX orders_by_customer ON orders (customer_id);
CREATE INDEX orders_by_creation ON orders (created);
CREATE INDEX orders_by_update ON orders (updated);
CREATE INDEX orders_by_cleaning ON orders (cleaned) WHERE cleaned > 0;
CREATE INDEX orders_by_completion ON orders (completed) WHERE completed > 0;
CREATE INDEX orders_by_payment ON orders (payment_time) WHERE payment_time > 0;
CREATE INDEX orders_open ON orders (status) WHERE status <> 2;
CREATE INDEX orders_unpaid ON orders (customer_id) WHERE paid = 0;
CREATE INDEX orders_by_pickup ON orders (route_id, pickup_date) WHERE pickup_date > 0;
CREATE INDEX orders_by_delivery ON orders (route_id, delivery_date) WHERE delivery_date > 0;

CREATE TABLE order_products (
    order_id   INTEGER NOT NULL REFERENCES orders (id),
    line       INTEGER NOT NULL,      -- from 1
    product_id INTEGER NOT NULL,      -- 0: a one-time item
    name       TEXT NOT NULL,
    price      INTEGER NOT NULL,      -- of one
    pieces     INTEGER NOT NULL,      -- of one
    quantity   TEXT NOT NULL,
    notes      TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (order_id, line)
) WITHOUT ROWID;

CREATE TABLE order_statuses (         -- every status an order has had, the first one included
    order_id INTEGER NOT NULL REFERENCES orders (id),
    at       INTEGER NOT NULL,        -- instant
    status   INTEGER NOT NULL,
    staff_id INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX order_statuses_by_order ON order_statuses (order_id);

CREATE TABLE garments (               -- a piece of an order; a barcode may stand on several orders
    id                INTEGER PRIMARY KEY,
    order_id          INTEGER NOT NULL REFERENCES orders (id),
    barcode           TEXT NOT NULL,
    product_id        INTEGER NOT NULL DEFAULT 0,
    color1            INTEGER NOT NULL DEFAULT 0,
    color2            INTEGER NOT NULL DEFAULT 0,
    notes             TEXT NOT NULL DEFAULT '',
    custom_status     TEXT NOT NULL DEFAULT '0',
    conveyor_location TEXT NOT NULL DEFAULT '',
    sqm_total         TEXT NOT NULL DEFAULT '0',
    sqm_width         TEXT NOT NULL DEFAULT '0',
    sqm_height        TEXT NOT NULL DEFAULT '0',
    upcharge1         INTEGER NOT NULL DEFAULT 0,    -- products.id of an upcharge
    upcharge2         INTEGER NOT NULL DEFAULT 0,
    upcharge3         INTEGER NOT NULL DEFAULT 0,
    upcharge4         INTEGER NOT NULL DEFAULT 0,
    upcharge5         INTEGER NOT NULL DEFAULT 0,
    upcharge6         INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX garments_by_order ON garments (order_id, barcode);
CREATE INDEX garments_by_barcode ON garments (barcode);

CREATE TABLE photos (                 -- the image is drawn from the id, practice/photos.py
    id       INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders (id),
    taken    INTEGER NOT NULL,        -- instant
    caption  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX photos_by_order ON photos (order_id);

CREATE TABLE repeat_pickups (
    id             INTEGER PRIMARY KEY,
    customer_id    INTEGER NOT NULL REFERENCES customers (id),
    next_pickup    INTEGER NOT NULL,  -- day
    pickup_start   TEXT NOT NULL,
    pickup_end     TEXT NOT NULL,
    frequency      INTEGER NOT NULL DEFAULT 1,       -- weeks
    duration       INTEGER NOT NULL DEFAULT 0,       -- orders in all; 0 until cancelled
    delivery_days  INTEGER NOT NULL DEFAULT 0,       -- after the pickup; 0 not set
    delivery_start TEXT NOT NULL DEFAULT '',
    delivery_end   TEXT NOT NULL DEFAULT '',
    tip            INTEGER NOT NULL DEFAULT 0,
    tip_percent    TEXT NOT NULL DEFAULT '0',
    scheduler_type INTEGER NOT NULL DEFAULT 0,       -- 1: the customer confirms each order
    confirm_days   INTEGER NOT NULL DEFAULT 0,
    orders_created INTEGER NOT NULL DEFAULT 0,
    ended          INTEGER NOT NULL DEFAULT 0        -- flag: deleted, or its duration is over
);
CREATE INDEX repeat_pickups_by_customer ON repeat_pickups (customer_id);
CREATE INDEX repeat_pickups_due ON repeat_pickups (next_pickup) WHERE ended = 0;

-- Money beside orders: promotions, subscriptions, cards.

CREATE TABLE promo_codes (
    code    TEXT PRIMARY KEY COLLATE NOCASE,
    percent TEXT NOT NULL DEFAULT '0',               -- either a discount …
    credit  INTEGER NOT NULL DEFAULT 0,              -- … or credit
    expires INTEGER NOT NULL DEFAULT 0               -- instant
) WITHOUT ROWID;

CREATE TABLE promo_uses (             -- once for each customer
    code        TEXT NOT NULL COLLATE NOCASE,        -- a promo code or a customer's referral code
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    used        INTEGER NOT NULL,     -- instant
    PRIMARY KEY (code, customer_id)
) WITHOUT ROWID;

CREATE TABLE plans (
    id             TEXT PRIMARY KEY,  -- 'plan_…'
    name           TEXT NOT NULL,
    price          INTEGER NOT NULL,  -- a month
    needs_3d_secure INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE subscriptions (          -- one for each customer at most
    customer_id INTEGER PRIMARY KEY REFERENCES customers (id),
    plan_id     TEXT NOT NULL REFERENCES plans (id),
    status      TEXT NOT NULL,        -- 'authenticating' (3D Secure was asked for) or 'active'
    started     INTEGER NOT NULL      -- instant
);

CREATE TABLE cards (
    id          INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    processor   INTEGER NOT NULL DEFAULT 1,          -- the type of addCard and chargeCard
    brand       TEXT NOT NULL,
    last_four   TEXT NOT NULL,
    exp_month   INTEGER NOT NULL,
    exp_year    INTEGER NOT NULL,
    is_default  INTEGER NOT NULL DEFAULT 0,
    refuses     INTEGER NOT NULL DEFAULT 0           -- its bank declines every charge
);
CREATE INDEX cards_by_customer ON cards (customer_id);

CREATE TABLE charges (
    id       INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders (id),
    card_id  INTEGER NOT NULL REFERENCES cards (id),
    amount   INTEGER NOT NULL,
    at       INTEGER NOT NULL,        -- instant
    refused  INTEGER NOT NULL DEFAULT 0
);
