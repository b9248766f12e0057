/**
 * What runs here, in one answer: version, roles, database, confinement, health. Promises to tell
 * only what was found out by doing it. Changes nothing.
 */
@NullMarked
package dev.ratoon.controlplane.status;

import org.jspecify.annotations.NullMarked;
