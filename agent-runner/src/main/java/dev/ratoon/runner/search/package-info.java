/**
 * Owns the search for secrets in what a setup script leaves and prints. Promises to find a value as
 * it is and as its usual encodings, in memory that does not grow with the files. Does not find what
 * somebody hides on purpose.
 */
@NullMarked
package dev.ratoon.runner.search;

import org.jspecify.annotations.NullMarked;
