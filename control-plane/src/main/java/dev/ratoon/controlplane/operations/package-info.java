/**
 * What an operator sees of a running control plane: health, metrics, traces, logs, and its orderly
 * end. Promises that none of them shows a secret, blocks without bound, or grows with what
 * strangers send. Does not know what any feature does.
 */
@NullMarked
package dev.ratoon.controlplane.operations;

import org.jspecify.annotations.NullMarked;
