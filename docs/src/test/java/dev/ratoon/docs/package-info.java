/**
 * The gates that look at the whole house: edges, names, sources, references and acceptance.
 * Promises that each of them can fail. Knows every module, and nobody knows it.
 */
@NullMarked
package dev.ratoon.docs;

import org.jspecify.annotations.NullMarked;
