/**
 * Owns the way from the workspace to the gateways: a small HTTP proxy on the shared socket that
 * shows the runner's credential in place of whatever came. Promises that nothing but a gateway's
 * own paths is reached, that bodies are streamed, and that a gateway which is away is said in
 * words. Knows no git.
 */
@NullMarked
package dev.ratoon.runner.door;

import org.jspecify.annotations.NullMarked;
