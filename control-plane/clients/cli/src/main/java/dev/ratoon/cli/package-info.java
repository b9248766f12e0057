/**
 * The client: every verb of {@code ./ratoon} but those that start and end the control plane.
 * Promises answers for people and, with {@code --json}, the API's own objects; an exit code that
 * says who is to act; and no secret in an argument. Knows the public API, and of the server's files
 * only where the local one is found and how its owner signs in.
 */
@NullMarked
package dev.ratoon.cli;

import org.jspecify.annotations.NullMarked;
