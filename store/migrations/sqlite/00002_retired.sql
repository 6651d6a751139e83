-- +goose Up

-- Addresses of editions that were removed. Only the same text gets one again.
create table retired (
    address text primary key,
    work    text not null,
    version text not null
);
create index retired_work on retired (work);

-- What was removed before this table was there stands in the history.
insert into retired (address, work, version)
    select address, json_extract(old, '$.work'), json_extract(old, '$.version')
    from history where field = 'removed' and true
    on conflict (address) do nothing;

-- +goose Down
drop table retired;
