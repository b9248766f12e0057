/**
 * Sandboxes as confined processes of this machine: two sides per agent with a wall between, doors
 * to the control plane, limits. Promises that what it started is found again after any crash and
 * ends wholly when it is told to. Knows nothing of what runs inside but its two commands and their
 * environment.
 */
@NullMarked
package dev.ratoon.environments.local;

import org.jspecify.annotations.NullMarked;
