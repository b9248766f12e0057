/**
 * Owns environments: what workspaces are prepared with, under a name, of a person or of a team.
 * Promises that who may not see one cannot tell that it is there, and that a change of something
 * else than what was read is refused. Does not know what agents do with their version of one.
 */
@NullMarked
package dev.ratoon.controlplane.environments;

import org.jspecify.annotations.NullMarked;
