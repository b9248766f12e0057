/**
 * Owns what the runner, the control plane and the gateways say to each other: commands, the
 * outbox's records, live chunks, the frames of byte streams, and the runner's credential. Promises
 * that what one version wrote another reads: golden bytes hold each form, and what is unknown is
 * kept or skipped, never refused. Knows nothing of who sends, keeps or shows any of it.
 */
@NullMarked
package dev.ratoon.protocol;

import org.jspecify.annotations.NullMarked;
