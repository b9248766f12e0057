/**
 * Owns where agents may go: the operator's list, what people allow once or always, and what is
 * noted of it in the agents' logs. Promises that nothing is allowed which nobody has named, and
 * that a host which was refused is noted with the words that allow it. Knows nothing of how bytes
 * get there: that is the proxy's.
 */
@NullMarked
package dev.ratoon.controlplane.egress;

import org.jspecify.annotations.NullMarked;
