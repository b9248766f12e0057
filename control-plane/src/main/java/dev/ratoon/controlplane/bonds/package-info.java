/**
 * Owns what a database is bound to beyond its rows: files that only one place has. Promises that of
 * two places the first one that asks is the one, until somebody says that it is to be another.
 * Knows nothing of what lies there.
 */
@NullMarked
package dev.ratoon.controlplane.bonds;

import org.jspecify.annotations.NullMarked;
