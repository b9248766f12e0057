/**
 * One file that holds everything worth keeping, and the way back from it. Promises that a backup is
 * one moment of the database, that a damaged file changes nothing, and that a restore happens
 * wholly or not at all. Knows no table by name: what is left out is said by comments in the schema.
 */
@NullMarked
package dev.ratoon.controlplane.backup;

import org.jspecify.annotations.NullMarked;
