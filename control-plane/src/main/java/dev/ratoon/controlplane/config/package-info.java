/**
 * All keys that an operator may set, read from the features' mappings. Promises that a key nobody
 * knows and a value nobody can read stop the start, with their place named. Does not know what any
 * key means.
 */
@NullMarked
package dev.ratoon.controlplane.config;

import org.jspecify.annotations.NullMarked;
