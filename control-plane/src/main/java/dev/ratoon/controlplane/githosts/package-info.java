/**
 * The logins that each user gives for git hosts, and which login an address is read and pushed to
 * with. Promises that a secret is stored sealed, never shown again, used for its user only, and
 * sent to the very host that it was given for. Does not know agents, nor how git is spoken.
 */
@NullMarked
package dev.ratoon.controlplane.githosts;

import org.jspecify.annotations.NullMarked;
