-- When somebody must look at its open pull request next, in business time; null while it has none.
alter table agents add column pull_due_at timestamptz;
create index on agents (pull_due_at) where pull_due_at is not null;

-- What was asked to be published, by the key of whoever asked: sent twice, it is done once.
create table publications (
    agent_id uuid not null references agents on delete cascade deferrable,
    user_id  uuid not null references users on delete cascade deferrable,
    key      text not null,
    -- Of the request: another one under the same key is refused.
    digest   text not null,
    asked_at timestamptz not null,
    -- As it was given, once it was.
    answer   bytea,
    primary key (agent_id, user_id, key)
);
