-- Events: the seller's own days and changes of computed ones, and plans of events with their
-- versions.

create table calendar_event (
    id integer primary key,
    -- Computed event that it stands in for; empty = an event of the seller's own.
    code text not null default '',
    market text not null default '',
    name text not null default '',
    starts_on integer not null,
    ends_on integer not null,
    hidden integer not null default 0,
    unique (code, market, name, starts_on)
);

create table event_plan (
    event_id integer not null,
    version integer not null,
    -- What was asked and what was answered, as JSON.
    request text not null,
    answer text not null,
    saved_at text not null,
    primary key (event_id, version)
) without rowid;
