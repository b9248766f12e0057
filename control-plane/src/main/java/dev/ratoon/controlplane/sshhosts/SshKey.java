package dev.ratoon.controlplane.sshhosts;

import dev.ratoon.git.SshPublicKey;
import java.time.Instant;

/** What may be known of a user's key. */
record SshKey(SshPublicKey publicKey, Instant since) {}
