-- What a later version might add: a column filled from old rows, and numbers that count on.
alter table teams add column motto text;
update teams set motto = 'of ' || name;
alter table teams alter column motto set not null;

create table numbered (
    n    bigint generated always as identity primary key,
    text text not null
);
insert into numbered (text) values ('by the migration');
