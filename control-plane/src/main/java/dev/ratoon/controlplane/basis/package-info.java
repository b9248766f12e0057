/**
 * Time, randomness and identifiers: the three things that are injected everywhere, so that a test
 * can hold them still; and which known word a mistyped one was meant to be. Promises unguessable
 * secrets and ids that sort by their time. Knows nobody.
 */
@NullMarked
package dev.ratoon.controlplane.basis;

import org.jspecify.annotations.NullMarked;
