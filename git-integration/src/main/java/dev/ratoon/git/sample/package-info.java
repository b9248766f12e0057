/**
 * Makes a small repository for people to try things on. Promises that one that is there stays as it
 * is, that a half made one is never seen, and that nothing of the machine's git is asked or run.
 * Does not know what the files are for.
 */
@NullMarked
package dev.ratoon.git.sample;

import org.jspecify.annotations.NullMarked;
