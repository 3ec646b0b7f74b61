-- Plans as the seller froze them, and goods that arrive in parts.

create table plan_version (
    id integer primary key,
    as_of integer not null,
    name text not null,
    -- Money the plan was made under, decimal text.
    budget text,
    -- The lines as they stood, as JSON.
    plan text not null,
    frozen_at text not null
);

-- What a unit of the order costs, with every digit that was quoted; `cost_minor` is the same
-- rounded to the currency's minor unit.
alter table purchase_line add column unit_cost text;

-- Goods of a purchase order line that came on one day. Where a file says itself what was received
-- until a day, that word stands for that day and all before it, and these rows are at rest.
create table receipt_line (
    document_id integer not null references document (id),
    line integer not null,
    -- The purchase order.
    purchase_id integer not null references document (id),
    sku_id integer not null references sku (id),
    location_id integer not null references location (id),
    received_on integer not null,
    quantity integer not null,
    batch_id integer not null references batch (id),
    primary key (document_id, line)
) without rowid;
create index receipt_line_by_purchase on receipt_line (purchase_id, sku_id, location_id);

create view wanted_from_receipts as
select r.document_id, r.line, r.sku_id, r.location_id, r.received_on as occurred_on,
       'receipt' as kind, r.quantity, p.cost_minor as unit_cost_minor, p.currency as cost_currency
from receipt_line r
join purchase_line p on p.document_id = r.purchase_id
    and p.sku_id = r.sku_id and p.location_id = r.location_id
where r.quantity <> 0 and (p.received_on is null or r.received_on > p.received_on);
