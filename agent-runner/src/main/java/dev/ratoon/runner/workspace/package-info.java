/**
 * Owns the preparation of a fresh workspace: the clone through the git gateway and the setup
 * script, both run on the workspace's side. Promises that their output is reported as it comes and
 * that a failure ends in words. Knows no credential, and never reads a file of the workspace.
 */
@NullMarked
package dev.ratoon.runner.workspace;

import org.jspecify.annotations.NullMarked;
