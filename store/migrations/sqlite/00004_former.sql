-- +goose Up

-- Versions that an edition had before its text was replaced. Their texts and
-- sources stay, so that what was cited from them can be read.
create table former (
    id          integer primary key autoincrement, -- the order in which they were replaced
    edition     integer not null references editions (id) on delete cascade,
    version     text not null references texts (version),
    source      text not null, -- SHA-256 of the source file
    url         text not null,
    media_type  text not null,
    retrieved   text not null, -- RFC 3339, UTC, or empty
    record      integer not null,
    chars       integer not null,
    sentences   integer not null,
    since       text not null, -- from when it was the text of the edition, RFC 3339, UTC
    until       text not null, -- till when
    replaced_by text not null, -- the version that took its place
    changed_by  text not null,
    why         text not null
);
create index former_edition on former (edition);
create index former_version on former (version);
create index former_source on former (source);

-- Every text and every source that is in use.
create view held (version, source) as
    select version, source from editions
    union all
    select version, source from former;

-- +goose Down
drop view held;
drop table former;
