/**
 * Owns what a repository says of its own environment: reads it from the git store at the commit
 * where an agent begins, when the agent's starter asked for that. Promises that the file runs
 * nothing here, is bounded, and that what of it is not done is said. Does not know sandboxes: what
 * one says is never read.
 */
@NullMarked
package dev.ratoon.controlplane.declarations;

import org.jspecify.annotations.NullMarked;
