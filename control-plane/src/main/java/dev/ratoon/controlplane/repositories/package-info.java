/**
 * The agents' repositories, as the control plane keeps them: who writes, who may read what, and
 * what the log says of it. Promises one writer of a repository at a time, over all processes of one
 * database. Does not know how git works: that is the module git-integration.
 */
@NullMarked
package dev.ratoon.controlplane.repositories;

import org.jspecify.annotations.NullMarked;
