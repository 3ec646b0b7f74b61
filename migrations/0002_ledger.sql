-- The ledger: one signed, dated, never edited row for each change of stock.

-- What a movement was booked from: an order, a purchase order, a return, a count of one morning.
create table document (
    id integer primary key,
    kind text not null,
    system text not null,
    ref text not null,
    unique (kind, system, ref)
);

create table stock_movement (
    id integer primary key,
    document_id integer not null references document (id),
    line integer not null,
    sku_id integer not null references sku (id),
    location_id integer not null references location (id),
    occurred_on integer not null,
    -- Compared one after another, so the kind of nearly every row comes first.
    kind text not null check (kind in
        ('sale', 'return', 'receipt', 'opening', 'adjustment', 'transfer', 'write_off')),
    quantity integer not null,
    unit_cost_minor integer,
    cost_currency text,
    batch_id integer not null references batch (id),
    reverses integer references stock_movement (id)
);
-- Importing twice changes nothing: a line of a document is booked once a batch, and reversed once.
create unique index stock_movement_source
    on stock_movement (document_id, line, kind, batch_id, coalesce(reverses, 0));
create unique index stock_movement_reversed_once
    on stock_movement (reverses) where reverses is not null;
create index stock_movement_by_batch on stock_movement (batch_id);

create trigger stock_movement_never_updated before update on stock_movement
begin
    select raise(abort, 'a stock movement is never edited; book a reversing one');
end;
create trigger stock_movement_never_deleted before delete on stock_movement
begin
    select raise(abort, 'a stock movement is never deleted; book a reversing one');
end;
