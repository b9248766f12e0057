-- With what somebody's agents are seen by git hosts other than GitHub: one login for each user and
-- host, which that user alone uses.

create table git_logins (
    id         uuid primary key,
    user_id    uuid not null references users on delete cascade deferrable,
    -- With its port, unless that is https' own. It is part of the seal.
    host       text not null,
    login      text not null,
    sealed     bytea not null,
    created_at timestamptz not null,
    unique (user_id, host)
);
comment on column git_logins.sealed is 'sealed';
