-- What more suppliers ask and offer: prices by quantity and transport, containers, shelf life; and
-- what bundles are made of. `transport` is empty where the sheet names none.

alter table sku add column shelf_life_days real;
alter table supplier add column country text;
alter table supplier add column max_cbm real;

create table supplier_price (
    supplier text not null,
    sku text not null,
    transport text not null default '',
    min_quantity integer not null,
    unit_cost text,
    currency text,
    moq integer,
    pack_size integer,
    lead_time_days real,
    freight_per_unit text,
    batch_id integer not null references batch (id),
    primary key (supplier, sku, transport, min_quantity)
) without rowid;

create table bundle_part (
    bundle_sku text not null,
    component_sku text not null,
    quantity integer not null,
    batch_id integer not null references batch (id),
    primary key (bundle_sku, component_sku)
) without rowid;
