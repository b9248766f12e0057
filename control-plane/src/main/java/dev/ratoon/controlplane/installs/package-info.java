/**
 * Owns what harnesses are made of: packages of an npm registry that a lockfile of ours names by
 * their digests, and Node. Promises that nothing of them is read before its digest is checked, that
 * it is unpacked in a throw-away sandbox without running a script, and that it stands there whole
 * and read-only or not at all. Knows neither agents nor what a harness is started with.
 */
@NullMarked
package dev.ratoon.controlplane.installs;

import org.jspecify.annotations.NullMarked;
