package dev.ratoon.controlplane.sshhosts;

import dev.ratoon.git.SshPublicKey;
import java.time.Instant;
import java.util.List;

/** A host of which its user has said which keys it has. */
record TrustedHost(String host, List<SshPublicKey> keys, Instant since) {}
