/**
 * The data directory of one installation: what lies where in it, and that only one process uses it.
 * Promises that all of it is readable by its owner only. Knows no file's content.
 */
@NullMarked
package dev.ratoon.controlplane.home;

import org.jspecify.annotations.NullMarked;
