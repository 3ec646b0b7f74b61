-- Settings, rates, batches and the catalogue. Days are counted from 1970-01-01, money is in minor
-- units of the currency beside it, decimals that must not be rounded are text.

create table setting (
    key text primary key,
    value text not null
) without rowid;

create table exchange_rate (
    currency text not null,
    day integer not null,
    rate text not null,
    primary key (currency, day)
) without rowid;

-- One import of one sheet; an undo is a batch of its own that names what it takes back.
create table batch (
    id integer primary key,
    file text not null,
    sheet text,
    system text not null,
    kind text not null,
    rows integer not null default 0,
    accepted integer not null default 0,
    rejected integer not null default 0,
    unchanged integer not null default 0,
    problem_count integer not null default 0,
    problems text not null default '[]',
    notes text not null default '[]',
    columns text not null default '[]',
    imported_at text not null,
    undoes integer references batch (id),
    undone integer not null default 0
);

create table sku (
    id integer primary key,
    code text not null unique,
    name text,
    options text,
    category text,
    supplier text,
    unit_cost text,
    cost_currency text,
    price text,
    price_currency text,
    lead_time_days real,
    lead_time_sd_days real,
    moq integer,
    pack_size integer,
    carton_length_cm real,
    carton_width_cm real,
    carton_height_cm real,
    carton_weight_kg real,
    hs_code text,
    origin_country text,
    barcode text,
    image text,
    launched_on integer,
    like_sku text,
    is_fee integer not null default 0,
    -- None: only the ledger still speaks of it; whatever described it was taken back.
    batch_id integer references batch (id)
);

-- `implicit` marks the location that stands for "not said"; it takes the first name a file gives.
create table location (
    id integer primary key,
    code text not null unique,
    country text,
    type text,
    serves text not null default '',
    storage_cost_per_m3_month text,
    implicit integer not null default 0,
    batch_id integer references batch (id)
);

create table supplier (
    id integer primary key,
    code text not null unique,
    lead_time_days real,
    lead_time_sd_days real,
    review_days integer,
    min_order_value text,
    currency text,
    contact text,
    payment_terms text,
    batch_id integer not null references batch (id)
);

create table supplier_closure (
    supplier text not null,
    closed_from integer not null,
    closed_to integer not null,
    batch_id integer not null references batch (id),
    primary key (supplier, closed_from)
) without rowid;

create table promotion (
    promotion text not null,
    starts_on integer not null,
    ends_on integer not null,
    sku text not null default '',
    category text not null default '',
    discount real,
    channel text,
    batch_id integer not null references batch (id),
    primary key (promotion, starts_on, sku, category)
) without rowid;

create table marketing (
    sku text primary key,
    ctr real,
    cvr real,
    has_video integer,
    reviews integer,
    rating real,
    batch_id integer not null references batch (id)
) without rowid;

create table minimum_stock (
    sku_id integer not null references sku (id),
    location_id integer not null references location (id),
    minimum integer not null,
    primary key (sku_id, location_id)
) without rowid;

create table plan_edit (
    as_of integer not null,
    sku_id integer not null references sku (id),
    location_id integer not null references location (id),
    quantity integer,
    locked integer not null default 0,
    skipped text,
    note text not null default '',
    primary key (as_of, sku_id, location_id)
) without rowid;

-- What a batch changed in a row that was there before it: the row as it was, so that undo can put
-- it back. Rows a batch added carry its number themselves.
create table revision (
    id integer primary key,
    batch_id integer not null references batch (id),
    entity text not null,
    row_key text not null,
    before text not null
);
create index revision_by_batch on revision (batch_id);
create index revision_by_row on revision (entity, row_key);
