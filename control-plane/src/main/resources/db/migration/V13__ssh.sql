-- With what somebody's agents are seen by git hosts over ssh: one key for each user.
create table ssh_keys (
    id         uuid primary key,
    user_id    uuid not null unique references users on delete cascade deferrable,
    -- As ssh writes it. It is part of the seal, and so is the user.
    public_key text not null,
    sealed     bytea not null,
    created_at timestamptz not null
);
comment on column ssh_keys.sealed is 'sealed';

-- Which keys are those of a host, as each user says.
create table ssh_hosts (
    id         uuid primary key,
    user_id    uuid not null references users on delete cascade deferrable,
    -- With its port, unless that is ssh's own.
    host       text not null,
    -- One a line.
    keys       text not null,
    created_at timestamptz not null,
    unique (user_id, host)
);
