/**
 * Owns JSON-RPC 2.0 as lines on two streams, the way ACP is spoken. Promises that messages are
 * handled in their order on one thread, that nothing of them is lost or changed, and that a line is
 * no longer than its limit. Knows none of the methods.
 */
@NullMarked
package dev.ratoon.runner.rpc;

import org.jspecify.annotations.NullMarked;
