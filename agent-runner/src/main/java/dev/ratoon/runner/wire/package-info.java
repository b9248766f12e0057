/**
 * Owns the plain sockets of a sandbox: addresses, packets with a length, splices, and the account
 * on standard error. Promises that nothing is read beyond its limit and that a closed end ends the
 * other. Knows nothing of what the bytes mean.
 */
@NullMarked
package dev.ratoon.runner.wire;

import org.jspecify.annotations.NullMarked;
