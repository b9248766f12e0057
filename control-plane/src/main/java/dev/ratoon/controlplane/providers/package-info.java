/**
 * The keys of model providers that people bring: personal ones and those of a team. Promises that a
 * key is stored sealed and never shown again. Does not know what a key is used for.
 */
@NullMarked
package dev.ratoon.controlplane.providers;

import org.jspecify.annotations.NullMarked;
