-- What the seller believes of a good before it has sold: his own number with a spread, or the good
-- it will sell like and at what scale. By hand, so no import takes it back.
create table demand_estimate (
    sku_id integer primary key references sku (id),
    units_per_week real,
    spread real,
    like_sku text,
    like_scale real
) without rowid;
