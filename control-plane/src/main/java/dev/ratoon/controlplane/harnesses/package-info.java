/**
 * Owns the harnesses that agents can have: descriptors that are data, one's own by configuration,
 * and which model each may think with. Promises that an agent is given one that can work, whole, or
 * is refused in words with what there is. Does not know how a harness is installed, nor what it
 * says.
 */
@NullMarked
package dev.ratoon.controlplane.harnesses;

import org.jspecify.annotations.NullMarked;
