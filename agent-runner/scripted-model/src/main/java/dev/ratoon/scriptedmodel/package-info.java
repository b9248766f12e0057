/**
 * Owns a model for tests and the demo: an HTTP server that speaks the providers' APIs and does what
 * scenarios say. Promises that every request of a test is recorded, and that the same scenario
 * becomes the same work through any harness, by the tools that it offers. Knows nothing of the
 * product: harnesses and gateways reach it by an address, as they reach a provider.
 */
@NullMarked
package dev.ratoon.scriptedmodel;

import org.jspecify.annotations.NullMarked;
