/**
 * Owns the images that people put beside what they say to agents: from the upload to the agent that
 * has them. Promises that an image is what its first bytes say, that it is never decoded here, and
 * that nobody puts beside a message what they have not uploaded or the agent does not have. Does
 * not know how a harness is shown one.
 */
@NullMarked
package dev.ratoon.controlplane.prompts;

import org.jspecify.annotations.NullMarked;
