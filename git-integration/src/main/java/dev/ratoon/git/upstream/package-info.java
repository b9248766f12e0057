/**
 * The repositories that others keep: hosts, which are dialled by us alone and at checked addresses,
 * and folders of this machine, which are read by JGit. Promises that nothing of theirs is run and
 * nothing of this machine's settings obeyed, and that a login goes to the host it is for. Knows
 * nothing of agents, nor of what becomes of the objects.
 */
@NullMarked
package dev.ratoon.git.upstream;

import org.jspecify.annotations.NullMarked;
