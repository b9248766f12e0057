/**
 * Git for sandboxes, and what people call repositories; the only owner of JGit. Promises to read
 * only: no hook, filter or process runs, no setting of the machine is obeyed, nothing is kept.
 * Knows neither who a sandbox is nor what an agent does.
 */
@NullMarked
package dev.ratoon.git;

import org.jspecify.annotations.NullMarked;
