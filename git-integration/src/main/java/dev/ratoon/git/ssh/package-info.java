/**
 * Programs that are run on hosts over ssh, by one client of this process. Promises that a host
 * whose key is not one of those that were said to be right is told nothing of anybody, that no key,
 * setting or agent of this machine is used, and that whatever a host does costs a bounded time and
 * memory. Knows neither how an address is found nor what git is.
 */
@NullMarked
package dev.ratoon.git.ssh;

import org.jspecify.annotations.NullMarked;
