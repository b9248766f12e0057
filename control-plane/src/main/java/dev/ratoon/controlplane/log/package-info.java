/**
 * Owns the agents' logs and the rows that are folded from them. Promises that an append is whole or
 * nothing, that a log has no gap and no repeat, that state is written in the transaction of the
 * events that it follows from, and that nothing reaches a reader before it is committed. Knows
 * nothing of what the events mean, of who reads them, or of where sandboxes run.
 */
@NullMarked
package dev.ratoon.controlplane.log;

import org.jspecify.annotations.NullMarked;
