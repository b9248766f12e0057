/**
 * The way of sandboxes to model providers, and to nothing else there: which calls are let through,
 * with whose key, and what they have used. Promises that a key never comes near a sandbox, that
 * answers stream, and that memory, time and places are bounded. Does not know what a token costs.
 */
@NullMarked
package dev.ratoon.controlplane.models;

import org.jspecify.annotations.NullMarked;
