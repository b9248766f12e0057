/**
 * What a sandbox is made of and how it is confined. Promises a probe that is run, never guessed.
 * Knows neither Quarkus nor Kubernetes.
 */
@NullMarked
package dev.ratoon.environments;

import org.jspecify.annotations.NullMarked;
