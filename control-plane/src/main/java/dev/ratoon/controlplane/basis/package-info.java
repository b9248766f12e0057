/**
 * Time, randomness and identifiers: the three things that are injected everywhere, so that a test
 * can hold them still. Promises unguessable secrets and ids that sort by their time. Knows nobody.
 */
@NullMarked
package dev.ratoon.controlplane.basis;

import org.jspecify.annotations.NullMarked;
