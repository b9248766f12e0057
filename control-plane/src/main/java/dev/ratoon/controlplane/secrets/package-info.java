/**
 * Secrets at rest: the key that seals them, which never enters the database, and the vault that
 * seals and opens. Promises that a sealed value opens in its own row only, and that nothing here
 * prints a secret. Knows no table.
 */
@NullMarked
package dev.ratoon.controlplane.secrets;

import org.jspecify.annotations.NullMarked;
