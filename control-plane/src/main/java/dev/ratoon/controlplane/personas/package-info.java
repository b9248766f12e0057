/**
 * Owns personas: instructions, tools, harness, model and mode under a name, of a person, of a team,
 * or of a repository. Promises that who may not see one cannot tell that it is there, and that one
 * from a repository says nothing but what its few fields are for. Does not know how a harness is
 * told.
 */
@NullMarked
package dev.ratoon.controlplane.personas;

import org.jspecify.annotations.NullMarked;
