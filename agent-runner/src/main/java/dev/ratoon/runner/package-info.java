/**
 * Owns the runner's process: its settings, its control connection, and the agent's life in one
 * sandbox from the welcome to the end. Promises that a command is noted before it is begun, that no
 * prompt reaches a harness twice, and that what a crash cut is told. Knows nothing of logs, people
 * or rights.
 */
@NullMarked
package dev.ratoon.runner;

import org.jspecify.annotations.NullMarked;
