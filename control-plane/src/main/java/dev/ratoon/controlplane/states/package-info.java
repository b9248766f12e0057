/**
 * Owns kept states: what a setup script has made, as archives under a key of all that went into it.
 * Promises that one is put back only for agents of the owner in whose sandbox it was made, and that
 * together they take bounded room. Does not know what is in an archive: it is unpacked in sandboxes
 * alone.
 */
@NullMarked
package dev.ratoon.controlplane.states;

import org.jspecify.annotations.NullMarked;
