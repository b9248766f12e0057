/**
 * The database that Ratoon keeps everything in: the embedded PostgreSQL of a laptop, or one that is
 * given. Promises that a start either has a safe, migrated database or says in one message why not.
 * Knows no table.
 */
@NullMarked
package dev.ratoon.controlplane.database;

import org.jspecify.annotations.NullMarked;
