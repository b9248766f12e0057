/**
 * Owns the conversation with a harness over ACP: start, session, prompts, modes, permissions, what
 * each update becomes in the log, and what is asked beside all that. Promises that what the harness
 * says is reported in its order and uncut, and that a harness that babbles, hangs or dies ends in
 * words. Knows nothing of the connection to the control plane.
 */
@NullMarked
package dev.ratoon.runner.harness;

import org.jspecify.annotations.NullMarked;
