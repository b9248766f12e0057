/**
 * Sandboxes as pods. What a pod, a claim and a secret look like is decided by pure functions; the
 * rest makes it so, with few requests and no polling. Promises what {@code Sandboxes} does. Knows
 * neither Quarkus nor the database.
 */
@NullMarked
package dev.ratoon.k8s;

import org.jspecify.annotations.NullMarked;
