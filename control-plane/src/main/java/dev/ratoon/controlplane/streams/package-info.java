/**
 * Owns byte streams between people and processes in sandboxes, and the answers of harnesses to what
 * they are asked beside their turns. Promises that a stream is opened by its single-use ticket
 * only, that no more than a window of it is ever in memory, and that the end of one side ends the
 * other. Looks at the frames of people's streams only to see that they are frames.
 */
@NullMarked
package dev.ratoon.controlplane.streams;

import org.jspecify.annotations.NullMarked;
