/**
 * Owns the demo: a sample repository in the home and an agent that mends its failing test. Promises
 * that the repository of an earlier demo stays as people have left it, and that a demo that cannot
 * begin keeps no control plane from running. Does not know how an agent works.
 */
@NullMarked
package dev.ratoon.controlplane.demo;

import org.jspecify.annotations.NullMarked;
