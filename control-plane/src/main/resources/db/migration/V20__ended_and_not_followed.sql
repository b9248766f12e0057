-- Which process holds it: once another one of its home has begun, it has ended, and so has its lease.
alter table repository_leases add column process text;

-- Why its pull request is not kept up to date, for people.
alter table agents add column pull_trouble text;
