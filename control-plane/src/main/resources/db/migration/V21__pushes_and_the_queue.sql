-- What an environment's agents may not push.
alter table environments
    -- Globs of files, one a line.
    add column refused_paths  text not null default '',
    add column refuse_secrets boolean not null default false;

-- Who waits is counted by owners, also when 10,000 do.
create index on agents (owner_id) where state = 'queued';
