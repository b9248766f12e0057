/**
 * What can go wrong in the API, in one catalogue, and the one mapping of it to RFC 9457 problem
 * details. Promises two texts for each failure: what the caller reads and what the log keeps. Knows
 * no feature.
 */
@NullMarked
package dev.ratoon.controlplane.problem;

import org.jspecify.annotations.NullMarked;
