/**
 * Owns the sight of what a sandbox tries past its gateways, where runner and sandbox share a
 * network that is theirs alone. Promises words for the log at a bounded rate, whatever is tried.
 * Stops nothing: the network policy does.
 */
@NullMarked
package dev.ratoon.runner.walls;

import org.jspecify.annotations.NullMarked;
