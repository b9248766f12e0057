/**
 * Owns the demo: a sample repository in the home and two agents that mend its failing test, one by
 * the shell and one by OpenCode. Promises that the repository of an earlier demo stays as people
 * have left it, and that a demo that cannot begin keeps no control plane from running. Does not
 * know how an agent works, nor who answers as its model: that is a provider like any other.
 */
@NullMarked
package dev.ratoon.controlplane.demo;

import org.jspecify.annotations.NullMarked;
