-- What model calls cost, and what stands reserved for those that are under way.

-- What an agent has used in a calendar month (UTC): written with the event model.called. It stays when
-- the agent goes, for it is its owner's.
create table spending (
    owner_id   uuid not null references users on delete cascade deferrable,
    month      text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
    agent_id   uuid not null,
    agent_name text not null,
    calls      bigint not null,
    -- Tokens; the cached ones are among the input.
    input      bigint not null,
    cached     bigint not null,
    output     bigint not null,
    -- Millionths of a US dollar, and what of them is estimated.
    money      bigint not null,
    estimated  bigint not null,
    -- Calls of which no price is known.
    unpriced   bigint not null,
    primary key (owner_id, month, agent_id)
);

-- Caps of one owner that are not the usual ones.
create table owner_caps (
    owner_id   uuid primary key references users on delete cascade deferrable,
    tokens     bigint check (tokens >= 0),
    money      bigint check (money >= 0)
);

-- The most that a call can use which is under way. Whoever forwards it keeps it alive; that of a process
-- which was killed is void after alive_until, in the database's time, and then its input counts.
create table reservations (
    id          uuid primary key,
    agent_id    uuid not null,
    owner_id    uuid not null,
    tokens      bigint not null check (tokens >= 0),
    money       bigint not null check (money >= 0),
    -- What it is of, and what of the input counts when nobody tells how it ended.
    provider    text not null,
    model       text not null,
    input       bigint not null,
    alive_until timestamptz not null
);
create index on reservations (owner_id);
create index on reservations (alive_until);

comment on table reservations is 'backup: nothing';
