-- The image of an environment's pods, of those that the operator allows; null is the usual one.
alter table environments add column image text;
