-- With which token somebody's agents and searches are seen by GitHub: one for each user, who alone
-- uses it.

create table github_connections (
    id           uuid primary key,
    user_id      uuid not null unique references users on delete cascade deferrable,
    -- The API that the token was given for: it is shown to no other, whatever is configured later.
    api          text not null,
    login        text not null,
    sealed       bytea not null,
    -- The last characters, so that a person can tell two tokens apart.
    hint         text not null,
    connected_at timestamptz not null
);
comment on column github_connections.sealed is 'sealed';
