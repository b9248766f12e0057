/**
 * Owns WebSockets as plain blocking connections with bounds. Promises that a reader who is slow
 * slows the sender down instead of filling memory, and that a thread which waits on a connection
 * wakes when it ends. Knows nothing of what is said.
 */
@NullMarked
package dev.ratoon.controlplane.sockets;

import org.jspecify.annotations.NullMarked;
