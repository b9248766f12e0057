/**
 * Owns the connections of runners: who may connect, what is taken from them into the log, and what
 * of the log is told to them. Promises that only the wanted incarnation is heard, that each record
 * of an outbox enters the log once and in order, and that a command is sent until the runner has
 * noted it. Knows nothing of people, and nothing of how sandboxes are made.
 */
@NullMarked
package dev.ratoon.controlplane.runners;

import org.jspecify.annotations.NullMarked;
