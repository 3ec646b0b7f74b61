-- Other systems that are connected. Their keys are not here, nor anywhere in this file.
create table connection (
    id integer primary key,
    name text not null unique,
    system text not null,
    -- System under which its orders stand in the ledger: that of its exported files, so that a
    -- file and a connection mean the same order; numbered where a system is connected twice.
    source text not null unique,
    -- Address and other plain fields, as JSON.
    fields text not null,
    created_at text not null
);

-- How far each stream was read; written in the transaction of the rows themselves.
create table connection_cursor (
    connection_id integer not null references connection (id) on delete cascade,
    stream text not null,
    -- The next pull asks for what changed since, RFC 3339 by the other system's clock.
    since text,
    -- A pull under way goes on here, and has seen changes up to `seen`.
    page text,
    seen text,
    primary key (connection_id, stream)
) without rowid;

-- One row a run of a stream: the readable log.
create table connection_run (
    id integer primary key,
    connection_id integer not null references connection (id) on delete cascade,
    stream text not null,
    started_at text not null,
    finished_at text,
    pages integer not null default 0,
    items integer not null default 0,
    accepted integer not null default 0,
    unchanged integer not null default 0,
    rejected integer not null default 0,
    -- Places whose count over there is not what the ledger holds.
    differs integer not null default 0,
    -- Code and blanks of what stopped it, as JSON; null where nothing did.
    failure text
);

-- What only a connection knows of an order: its id over there, its parcels.
create table connection_order (
    connection_id integer not null references connection (id) on delete cascade,
    order_id text not null,
    remote_id text not null,
    updated text not null,
    parcels text not null,
    primary key (connection_id, order_id)
) without rowid;
