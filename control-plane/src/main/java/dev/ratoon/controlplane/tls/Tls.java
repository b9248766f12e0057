package dev.ratoon.controlplane.tls;

import java.nio.file.Path;

/** How the connections to this start are encrypted. */
public sealed interface Tls {
    /** They are not: allowed on loopback only. */
    record Off() implements Tls {}

    /** By a certificate that somebody else renews; the files are read again from time to time. */
    record Given(Path certificate, Path key) implements Tls {}

    /** By a certificate of the local authority, which people have to trust once. */
    record Local(Path certificate, Path key, LocalAuthority authority) implements Tls {}
}
