-- +goose Up

-- One row. generation grows with every committed change; what is derived from
-- the record keeps the number that it was made from.
create table library (
    generation integer not null
);
insert into library (generation) values (0);

-- What the body file of a version does not say: how the text is divided.
create table texts (
    version  text primary key, -- hash of the canonical text and its sentence ends
    division blob not null     -- blocks and sentences, see division.go
);

create table editions (
    id         integer primary key autoincrement, -- never given twice: history refers to it
    address    text not null unique,
    work       text not null,
    lang       text not null,
    label      text not null,
    title      text not null,
    date       text not null, -- 2015, 2015-03, 2015-03-05 or empty
    dates      text not null, -- adopted=2015-03 effective=2016
    not_later  integer not null,
    issuer     text not null,
    kind       text not null,
    number     text not null,
    status     text not null,
    guessed    text not null, -- names of fields, one space between
    source     text not null, -- SHA-256 of the source file
    url        text not null,
    media_type text not null,
    retrieved  text not null, -- RFC 3339, UTC, or empty
    record     integer not null,
    version    text not null unique references texts (version),
    chars      integer not null,
    sentences  integer not null,
    added      text not null, -- RFC 3339, UTC
    added_by   text not null
);
create index editions_work on editions (work);
create index editions_source on editions (source);

-- Addresses that an edition had before; they are not given to another one.
create table aliases (
    address text primary key,
    work    text not null,
    edition integer not null references editions (id) on delete cascade
);
create index aliases_work on aliases (work);
create index aliases_edition on aliases (edition);

-- What people changed. It outlives the editions: no foreign key.
create table history (
    id         integer primary key autoincrement,
    edition    integer not null,
    address    text not null, -- as it was before the change
    at         text not null, -- RFC 3339, UTC
    changed_by text not null,
    field      text not null, -- JSON name of the field, or "removed"
    old        text not null,
    new        text not null
);
create index history_edition on history (edition);
create index history_address on history (address);

-- +goose Down
drop table history;
drop table aliases;
drop table editions;
drop table texts;
drop table library;
