/**
 * Owns the way from one control plane to another on the same database: who lives and where, and a
 * link that only processes with the same secrets key can open. Promises that a process asks the one
 * that holds the runner, in one hop, and that a peer which is slow or gone holds nobody up. Knows
 * nothing of what is said on the link but pieces of what agents say.
 */
@NullMarked
package dev.ratoon.controlplane.peers;

import org.jspecify.annotations.NullMarked;
