-- Somebody runs a command in its sandbox: it keeps its place, though it has nothing to do itself.
alter table agents add column occupied boolean not null default false;
