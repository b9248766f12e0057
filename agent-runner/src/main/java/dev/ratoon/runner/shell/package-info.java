/**
 * Owns the shell harness: an ACP agent that runs the lines of a prompt as commands, for whoever has
 * no model. Promises to ask before each line in normal mode, to run nothing in plan mode, and that
 * a cancelled line leaves no process. Knows nothing of the runner that started it.
 */
@NullMarked
package dev.ratoon.runner.shell;

import org.jspecify.annotations.NullMarked;
