/**
 * What came over a wire and is not unpacked yet. Promises that what unpacking would cost is known
 * before any of it is spent, in memory that does not grow with what the pack says of itself. Knows
 * neither who sent it nor what becomes of it.
 */
@NullMarked
package dev.ratoon.git.pack;

import org.jspecify.annotations.NullMarked;
