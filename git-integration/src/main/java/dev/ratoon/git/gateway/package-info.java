/**
 * The way of sandboxes to their repository, and to no other: smart HTTP on a port of its own.
 * Promises that one sandbox takes no other's place, that everything streams, and that trouble
 * reaches the person in git's own output. Knows neither who a sandbox is nor how things are stored.
 */
@NullMarked
package dev.ratoon.git.gateway;

import org.jspecify.annotations.NullMarked;
