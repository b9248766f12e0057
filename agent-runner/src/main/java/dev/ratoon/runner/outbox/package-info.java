/**
 * Owns what a workspace remembers of its runner: the outbox with all that was reported and is not
 * in the log yet, and the notebook. Promises that an entry is handed on only when it is safe on the
 * disk, that numbers have no gap, that nothing is lost for want of room, and that a cut write is
 * repaired. Knows nothing of connections, nor of what the entries say.
 */
@NullMarked
package dev.ratoon.runner.outbox;

import org.jspecify.annotations.NullMarked;
