-- Meanings of columns as the seller corrected them, by the fingerprint of a sheet's headers; and
-- what a batch knew of its sheet when it was read.

create table sheet_mapping (
    fingerprint text primary key,
    -- File and sheet the correction was made on, for people.
    name text not null,
    kind text not null,
    -- System of the sheet, where the seller overruled the one found.
    system text,
    -- Kind, header row, columns and order of dates, as JSON.
    mapping text not null,
    remembered_at text not null
) without rowid;

alter table batch add column fingerprint text;
alter table batch add column score real;
-- Rows that were there before and say something else since.
alter table batch add column changed integer not null default 0;
