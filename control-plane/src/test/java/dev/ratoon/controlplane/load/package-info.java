/**
 * Owns the load that the numbers of docs/performance.md are measured under: runners and readers
 * that speak the real protocols from a process of their own, and agents for them. Promises that
 * nothing of it ships, that it believes no number it did not see arrive, and that it says when it
 * was itself too slow. Knows nothing of how the control plane works inside but its log.
 */
package dev.ratoon.controlplane.load;
