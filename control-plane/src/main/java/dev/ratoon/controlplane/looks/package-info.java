/**
 * Owns the places for looking at repositories whose hosts anybody names. Promises that no user
 * takes them all, and that each look ends. Does not know what is looked at, or why.
 */
@NullMarked
package dev.ratoon.controlplane.looks;

import org.jspecify.annotations.NullMarked;
