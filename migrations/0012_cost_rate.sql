-- What it costs to bring goods in: freight, insurance, duty in layers, fees, import VAT. Empty text
-- is "any"; a rate holds for goods that arrive from `valid_from` to `valid_to`.

create table cost_rate (
    kind text not null,
    programme text not null default '',
    basis text not null,
    from_country text not null default '',
    to_country text not null default '',
    transport text not null default '',
    hs_code text not null default '',
    -- The first day of the calendar where no beginning is named.
    valid_from integer not null,
    -- Money in `currency`, or a share; decimal text.
    rate text not null,
    currency text,
    recoverable integer,
    valid_to integer,
    note text,
    -- None: written by hand.
    batch_id integer references batch (id),
    primary key (kind, programme, basis, from_country, to_country, transport, hs_code, valid_from)
) without rowid;
