/**
 * With what each user is seen by git hosts over ssh: one key pair of Ratoon's making, and the keys
 * of the hosts that this user trusts. Promises that the private half is stored sealed, never shown,
 * used for its user only, and shown to no host but one whose key that user said was right. Does not
 * know agents, nor how ssh is spoken.
 */
@NullMarked
package dev.ratoon.controlplane.sshhosts;

import org.jspecify.annotations.NullMarked;
