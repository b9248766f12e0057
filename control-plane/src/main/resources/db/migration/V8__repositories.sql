-- Who writes to a repository of the git store, over all control planes of this database. A row that
-- nobody prolongs is over: in the database's time, which all of them share.
create table repository_leases (
    repository   text primary key,
    holder       uuid not null,
    leased_until timestamptz not null
);
