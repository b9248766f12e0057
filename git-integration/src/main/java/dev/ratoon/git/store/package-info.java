/**
 * What Ratoon keeps of repositories: one mirror of each, and one repository for each agent, which
 * borrows from it. Promises that nobody is shown what his own login is not shown upstream, that a
 * fetch is made once for all who wait for it, and that a crash leaves nothing half done. Knows
 * nothing of HTTP, of sandboxes or of what a push may do.
 */
@NullMarked
package dev.ratoon.git.store;

import org.jspecify.annotations.NullMarked;
