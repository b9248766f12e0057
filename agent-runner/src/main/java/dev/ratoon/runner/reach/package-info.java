/**
 * Owns the question whom a pod reaches: as a canary that tries a list of addresses and reports, and
 * as the gate before a sandbox that waits until the network policy holds. Promises to need nothing
 * but {@code java.base}. Does not know which addresses are whose, nor what follows from a report.
 */
@NullMarked
package dev.ratoon.runner.reach;

import org.jspecify.annotations.NullMarked;
