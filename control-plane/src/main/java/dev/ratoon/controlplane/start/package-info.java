/**
 * From the command line to a running control plane and back to a quiet machine. Promises that a
 * start ends in a ready control plane or in one message with the next step, and that nothing is
 * left running. Knows the order of things, and no feature's inside.
 */
@NullMarked
package dev.ratoon.controlplane.start;

import org.jspecify.annotations.NullMarked;
