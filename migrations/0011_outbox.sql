-- What the seller lets a connection change over there. No row: off.
create table connection_push (
    connection_id integer not null references connection (id) on delete cascade,
    push text not null,
    primary key (connection_id, push)
) without rowid;

-- What a system said last is there, by its own names; what was sent since is written over it.
create table connection_level (
    connection_id integer not null references connection (id) on delete cascade,
    sku text not null,
    location text not null,
    available integer not null,
    primary key (connection_id, sku, location)
) without rowid;

-- What is to be told to another system. Written in the transaction of the decision that causes it,
-- and kept after it was sent. No address of a buyer stands here: it is fetched when it is needed.
create table outbox (
    id integer primary key,
    connection_id integer not null references connection (id) on delete cascade,
    -- push_stock, push_fulfilment, push_shipment, push_event
    push text not null,
    -- What it is about, for people: a SKU and its location, an order.
    subject text not null,
    payload text not null,
    -- The same at every try.
    key text not null unique default (lower(hex(randomblob(16)))),
    state text not null default 'waiting' check (state in ('waiting', 'sent', 'dead', 'discarded')),
    -- Counted before a try begins, so that a try that ends the program is one too.
    attempts integer not null default 0,
    next_at text not null,
    created_at text not null,
    done_at text,
    -- Code and blanks of what the last try failed with, as JSON.
    failure text,
    -- What a try got as far as, by the system's own names.
    begun text,
    remote_id text
);
-- One word at a time on the same thing: a newer decision takes the place of one not sent yet.
create unique index outbox_one_waiting on outbox (connection_id, push, subject)
    where state = 'waiting';
create index outbox_by_subject on outbox (connection_id, push, subject, id);

-- A parcel for a whole order.
create table shipment (
    id integer primary key,
    -- System and number of the order, as its document has them.
    source text not null,
    order_id text not null,
    created_at text not null,
    -- Who makes the parcel; null where the number was typed in.
    connection_id integer references connection (id) on delete set null,
    tracking_number text,
    carrier text,
    tracking_url text,
    shipped_on integer,
    -- Where the parcel is: waiting, moving, delivered, failed.
    state text not null default 'waiting',
    state_at text,
    unique (source, order_id)
);
