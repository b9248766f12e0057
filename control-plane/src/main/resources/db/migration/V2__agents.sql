-- Agents and their logs. The log is the truth: every column of agents but the lease follows from it,
-- and is written in the transaction that appends.

create table agents (
    id              uuid primary key,
    -- By which people call it: a slug and a piece of the id.
    name            text not null unique,
    owner_id        uuid not null references users deferrable,
    team_id         uuid references teams deferrable,
    -- A create that is sent twice is one agent.
    idempotency_key text,
    request_digest  text,
    -- The fold of the log as JSON, and the version of the code that folded it.
    facts           bytea not null,
    facts_version   integer not null,
    last_seq        bigint not null,
    -- The workspace's outbox, and up to where it is in the log.
    outbox          text,
    acknowledged    bigint not null default 0,
    -- Of the facts, what is searched by.
    title           text not null,
    repository      text not null,
    state           text not null,
    state_since     timestamptz not null,
    holds_sandbox   boolean not null,
    created_at      timestamptz not null,
    last_active_at  timestamptz not null,
    reap_at         timestamptz not null,
    -- When somebody must look at it next, in business time; null: when something happens.
    due_at          timestamptz,
    -- Who looks at it now. The lease is in the database's time; an epoch that has passed does nothing.
    epoch           bigint not null default 0,
    leased_until    timestamptz,
    unique (owner_id, idempotency_key),
    check ((idempotency_key is null) = (request_digest is null))
);
create index on agents (due_at) where due_at is not null;
create index on agents (leased_until) where leased_until is not null;
create index on agents (last_active_at desc, id);
create index on agents (owner_id) where holds_sandbox;
create index on agents (state_since) where state = 'queued';

create table events (
    agent_id uuid not null references agents on delete cascade deferrable,
    seq      bigint not null,
    at       timestamptz not null,
    source   text not null check (source in ('observed', 'reported')),
    type     text not null,
    -- The number in the outbox, for what came out of a sandbox.
    n        bigint not null,
    -- The payload's bytes, or their SHA-256 when they are kept as a blob.
    payload  bytea,
    blob     bytea,
    primary key (agent_id, seq),
    check ((payload is null) <> (blob is null))
);
create index on events (blob) where blob is not null;
