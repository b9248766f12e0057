/**
 * Owns the work on agents: who looks at which agent when, and the doing of what the planner says.
 * Promises that every step can be done twice, that a process whose lease has passed does nothing
 * more, and that an agent which is due is looked at by some process that lives. Knows nothing of
 * HTTP, and of sandboxes only their port.
 */
@NullMarked
package dev.ratoon.controlplane.reconcile;

import org.jspecify.annotations.NullMarked;
