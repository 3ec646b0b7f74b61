-- Evidence: what the files said. Movements are derived from these rows by the views below.

create table order_line (
    document_id integer not null references document (id),
    line integer not null,
    line_key text,
    sku_id integer not null references sku (id),
    location_id integer not null references location (id),
    ordered_on integer not null,
    ordered_second integer not null,
    quantity integer not null,
    price_minor integer,
    discount_minor integer,
    currency text,
    market text,
    channel text,
    customer integer,
    status text,
    shipped_on integer,
    delivered_on integer,
    batch_id integer not null references batch (id),
    primary key (document_id, line)
) without rowid;

create table return_line (
    document_id integer not null references document (id),
    line integer not null,
    sku_id integer not null references sku (id),
    location_id integer not null references location (id),
    returned_on integer not null,
    quantity integer not null,
    resellable integer not null,
    batch_id integer not null references batch (id),
    primary key (document_id, line)
) without rowid;

create table purchase_line (
    document_id integer not null references document (id),
    line integer not null,
    sku_id integer not null references sku (id),
    location_id integer not null references location (id),
    quantity integer not null,
    ordered_on integer not null,
    supplier text,
    cost_minor integer,
    currency text,
    expected_on integer,
    received_on integer,
    received_quantity integer,
    transport text,
    batch_id integer not null references batch (id),
    primary key (document_id, line)
) without rowid;

create table stock_count (
    sku_id integer not null references sku (id),
    location_id integer not null references location (id),
    as_of integer not null,
    on_hand integer not null,
    batch_id integer not null references batch (id),
    primary key (sku_id, location_id, as_of)
) without rowid;

create table stock_history (
    sku_id integer not null references sku (id),
    location_id integer not null references location (id),
    day integer not null,
    on_hand integer,
    in_stock integer,
    batch_id integer not null references batch (id),
    primary key (sku_id, location_id, day)
) without rowid;

create table stocktake (
    sku_id integer not null references sku (id),
    location_id integer not null references location (id),
    counted_on integer not null,
    counted integer not null,
    batch_id integer not null references batch (id),
    primary key (sku_id, location_id, counted_on)
) without rowid;

-- The movement every evidence row asks for. Open and cancelled lines ask for none; a line of
-- negative quantity takes an earlier sale back; fees are not goods.
create view wanted_from_orders as
select l.document_id, l.line, l.sku_id, l.location_id,
       case when l.quantity < 0 then l.ordered_on else coalesce(l.shipped_on, l.ordered_on) end
           as occurred_on,
       case when l.quantity < 0 then 'return' else 'sale' end as kind,
       -l.quantity as quantity, null as unit_cost_minor, null as cost_currency
from order_line l join sku s on s.id = l.sku_id
where l.quantity <> 0 and s.is_fee = 0
  and (l.status is null or l.status in ('shipped', 'refunded')
       or (l.status = 'open' and l.shipped_on is not null));

create view wanted_from_returns as
select r.document_id, r.line, r.sku_id, r.location_id, r.returned_on as occurred_on,
       'return' as kind, r.quantity, null as unit_cost_minor, null as cost_currency
from return_line r where r.resellable = 1 and r.quantity <> 0;

create view wanted_from_purchases as
select p.document_id, p.line, p.sku_id, p.location_id, p.received_on as occurred_on,
       'receipt' as kind, coalesce(p.received_quantity, p.quantity) as quantity,
       p.cost_minor as unit_cost_minor, p.currency as cost_currency
from purchase_line p
where p.received_on is not null and coalesce(p.received_quantity, p.quantity) <> 0;

-- Movements that stand: neither reversed nor reversing.
create view live_movement as
select m.* from stock_movement m
where m.reverses is null
  and not exists (select 1 from stock_movement r where r.reverses = m.id);
