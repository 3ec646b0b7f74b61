-- Another system's code for a SKU. Rows that name the code are read as the SKU's; what was moved
-- when the two were joined is kept, so that a split can put it back.

create table sku_alias (
    id integer primary key,
    code text not null unique,
    sku_id integer not null references sku (id),
    joined_at text not null,
    -- The batch under which the ledger was moved.
    batch_id integer not null references batch (id),
    -- Rows read under the code since; a split cannot tell them from the SKU's own.
    rows_since integer not null default 0
);

create table sku_alias_moved (
    id integer primary key,
    alias_id integer not null references sku_alias (id) on delete cascade,
    entity text not null,
    row_key text not null,
    before text not null
);
create index sku_alias_moved_by_alias on sku_alias_moved (alias_id);
