/**
 * Owns what becomes of a workspace beside the harness's work: its preparation, its checkpoints and
 * its restoration, all run on the workspace's side. Promises that output is reported as it comes,
 * that a failure ends in words, and that what is not saved is named. Knows no credential, and never
 * reads a file of the workspace.
 */
@NullMarked
package dev.ratoon.runner.workspace;

import org.jspecify.annotations.NullMarked;
