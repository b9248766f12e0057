/**
 * Owns what people do with agents over HTTP: starting, listing, steering, deciding, and following
 * their logs. Promises that every call asks the authorisation function, that a command is an event
 * before it is answered, and that one sent twice with one key is done once. Knows nothing of
 * runners, and of tables only those that lists are made of.
 */
@NullMarked
package dev.ratoon.controlplane.agents;

import org.jspecify.annotations.NullMarked;
