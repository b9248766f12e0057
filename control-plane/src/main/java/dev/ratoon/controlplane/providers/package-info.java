/**
 * The model providers that can be asked here, and the keys of them that people bring: personal ones
 * and those of a team. Promises that a key is stored sealed, never shown again, and given out for
 * its owner's agents only. Does not know what a provider is asked.
 */
@NullMarked
package dev.ratoon.controlplane.providers;

import org.jspecify.annotations.NullMarked;
