/**
 * Who is acting and what they may do: users, teams, roles, and the one authorisation function.
 * Promises to fail closed. Does not know how somebody signed in.
 */
@NullMarked
package dev.ratoon.controlplane.access;

import org.jspecify.annotations.NullMarked;
