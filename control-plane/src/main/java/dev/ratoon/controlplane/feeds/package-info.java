/**
 * Owns the streams that people read: an agent's log, and one stream for all that a browser shows.
 * Promises no gap and no repeat to whoever comes back with the last id, nothing to whoever has lost
 * the right to it, and a bounded cost of each reader, however slow. Knows nothing of what events
 * mean, nor of tables.
 */
@NullMarked
package dev.ratoon.controlplane.feeds;

import org.jspecify.annotations.NullMarked;
