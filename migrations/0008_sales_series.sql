-- Projections, kept by every booking, rebuilt and compared by `check`.

-- The order lines of a SKU at a location, all of them in one compact value (store/series.rs), so
-- that a page need not read a million rows.
create table sales_series (
    sku_id integer not null references sku (id),
    location_id integer not null references location (id),
    -- First and last day ordered.
    first_on integer not null,
    last_on integer not null,
    lines blob not null,
    primary key (sku_id, location_id)
);

-- Movements that are no sales are few beside those that are.
create index stock_movement_beside_sales on stock_movement (sku_id, location_id, occurred_on)
    where kind <> 'sale';

-- A return names its order, whatever system it came from.
create index document_by_ref on document (ref);

-- A line of a document is booked once a batch, of whatever kind, and reversed once.
drop index stock_movement_source;
create unique index stock_movement_source
    on stock_movement (document_id, line, batch_id, coalesce(reverses, 0));
