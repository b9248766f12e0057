/**
 * Which parts of the control plane run in this process, and the timer of those that sweep. Promises
 * that a process without a role does none of its work. Knows no feature.
 */
@NullMarked
package dev.ratoon.controlplane.roles;

import org.jspecify.annotations.NullMarked;
