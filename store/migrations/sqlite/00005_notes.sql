-- +goose Up

-- What people wrote on passages. A note is kept by version, like all people's
-- work, and by the address of its edition, which is never given to another
-- text; it outlives both. What was changed of it stands in work_history.
create table notes (
    id           integer primary key autoincrement,
    edition      text not null, -- its address, as it was then
    work         text not null, -- its work, as it was then
    lang         text not null,
    version      text not null,
    passage      text not null, -- s42, s42-44, s42.3-17
    start_byte   integer not null, -- in the canonical text of the version
    end_byte     integer not null,
    start_char   integer not null, -- the same in code points: the text may be gone one day
    end_char     integer not null,
    quote        text not null,
    quote_before text not null, -- what stands around the quote
    quote_after  text not null,
    body         text not null, -- Markdown
    at           text not null, -- RFC 3339, UTC
    changed_by   text not null,
    edited_at    text not null, -- empty: the body is as it was written
    edited_by    text not null,
    removed_at   text not null, -- empty: it holds
    removed_by   text not null
);
create index notes_edition on notes (edition);
create index notes_version on notes (version);
create index notes_work on notes (work);

-- +goose Down
drop table notes;
