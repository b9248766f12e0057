/**
 * Owns what model calls cost: prices, what a call may use at most and what it has used, and the
 * caps of agents and of their owners. Promises that what is reserved is never more than a cap
 * leaves, however many calls and processes ask at once, and that what was used is in the log and in
 * the owner's month in one transaction. Does not know how calls are forwarded, nor what is in them.
 */
@NullMarked
package dev.ratoon.controlplane.meters;

import org.jspecify.annotations.NullMarked;
