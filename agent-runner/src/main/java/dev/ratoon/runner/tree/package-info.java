/**
 * Owns process trees: who belongs to one by mark, descent or session, how it is signalled and
 * ended, and the few calls to the C library for it. Promises that an end reaches children that
 * changed session, and that no process of another tree is touched. Knows nothing of why processes
 * run.
 */
@NullMarked
package dev.ratoon.runner.tree;

import org.jspecify.annotations.NullMarked;
