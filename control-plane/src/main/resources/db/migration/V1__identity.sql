-- Who may do what. Every foreign key is deferrable, so that a restore can load tables in any order
-- and have all of them checked at its commit.

create table users (
    id           uuid primary key,
    name         text not null unique check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    display_name text not null,
    -- The role in this installation; what a user may do with a team's things is in team_members.
    role         text not null check (role in ('owner', 'admin', 'member', 'viewer')),
    -- Set when the user signs in through an OpenID Connect provider.
    issuer       text,
    subject      text,
    -- Under which address the user was invited: the first sign-in through a provider needs it.
    email        text unique check (email = lower(email)),
    created_at   timestamptz not null,
    disabled_at  timestamptz,
    unique (issuer, subject),
    check ((issuer is null) = (subject is null))
);
create unique index one_owner on users (role) where role = 'owner';

create table teams (
    id         uuid primary key,
    name       text not null unique check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    created_at timestamptz not null
);

create table team_members (
    team_id    uuid not null references teams on delete cascade deferrable,
    user_id    uuid not null references users on delete cascade deferrable,
    role       text not null check (role in ('owner', 'admin', 'member', 'viewer')),
    created_at timestamptz not null,
    primary key (team_id, user_id)
);
create index on team_members (user_id);

-- Secrets that sign somebody in are kept as SHA-256 of 256 random bits, never as themselves.

create table login_codes (
    code_hash  bytea primary key,
    user_id    uuid not null references users on delete cascade deferrable,
    -- What is signed in with it never carries more than this role, whatever the user has: a weak
    -- token cannot make itself a strong session.
    role       text not null check (role in ('owner', 'admin', 'member', 'viewer')),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz
);

create table sessions (
    id           uuid primary key,
    user_id      uuid not null references users on delete cascade deferrable,
    role         text not null check (role in ('owner', 'admin', 'member', 'viewer')),
    cookie_hash  bytea not null unique,
    proof_hash   bytea not null,
    user_agent   text not null,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at   timestamptz not null,
    revoked_at   timestamptz
);
create index on sessions (user_id);

create table tokens (
    id           uuid primary key,
    user_id      uuid not null references users on delete cascade deferrable,
    name         text not null,
    kind         text not null check (kind in ('client', 'service', 'local')),
    -- A token never carries more than this role, whatever its user has.
    role         text not null check (role in ('owner', 'admin', 'member', 'viewer')),
    token_hash   bytea not null unique,
    created_at   timestamptz not null,
    last_used_at timestamptz,
    expires_at   timestamptz,
    revoked_at   timestamptz
);
create index on tokens (user_id);

-- A single-use ticket opens one WebSocket at one path.
create table tickets (
    ticket_hash bytea primary key,
    user_id     uuid not null references users on delete cascade deferrable,
    role        text not null check (role in ('owner', 'admin', 'member', 'viewer')),
    path        text not null,
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    used_at     timestamptz
);

-- Keys of model providers, sealed with a key that is not in the database.
create table provider_keys (
    id         uuid primary key,
    owner_id   uuid not null references users on delete cascade deferrable,
    team_id    uuid references teams on delete cascade deferrable,
    provider   text not null check (provider ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    sealed     bytea not null,
    -- The last characters, so that a person can tell two keys apart.
    hint       text not null,
    created_at timestamptz not null
);
create unique index one_key_per_provider on provider_keys (provider, owner_id, team_id) nulls not distinct;

-- What a backup leaves out: whoever reads one must not be signed in by it, and what signs somebody
-- in for minutes is worth nothing later. A table without such a comment is in the backup as a whole.
comment on table login_codes is 'backup: nothing';
comment on table sessions is 'backup: nothing';
comment on table tickets is 'backup: nothing';
comment on table tokens is 'backup: kind <> ''local''';
-- A backup that holds such rows can be read back only where the key is that sealed them.
comment on column provider_keys.sealed is 'sealed';
