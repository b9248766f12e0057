/**
 * Owns the processes beside the workspace: a server on a socket starts each in a session of its
 * own, with pipes or a terminal, and carries its bytes under credit. Promises flat memory whatever
 * a process prints, and that a process and all that came of it end with the connection that asked
 * for it. Knows no secret, and nothing of agents, turns or harnesses.
 */
@NullMarked
package dev.ratoon.runner.hands;

import org.jspecify.annotations.NullMarked;
