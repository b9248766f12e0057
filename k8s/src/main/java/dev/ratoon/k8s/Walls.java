package dev.ratoon.k8s;

import io.fabric8.kubernetes.api.model.PodDNSConfig;
import io.fabric8.kubernetes.api.model.PodDNSConfigBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Sysctl;

/** What every pod of ours gives away before it begins; more than "restricted" asks for. */
final class Walls {
    /** Network policies say nothing of ICMP: no group may ping. A range that is none. */
    private static final Sysctl NO_PINGS = new Sysctl("net.ipv4.ping_group_range", "1 0");

    private Walls() {}

    static PodSecurityContext ofPod() {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(Inside.NOBODY)
                .withRunAsGroup(Inside.GROUP)
                .withFsGroup(Inside.GROUP)
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .withSysctls(NO_PINGS)
                .build();
    }

    /**
     * Of one container.
     *
     * @param closed whether its image's own files cannot be changed
     */
    static SecurityContext of(long user, boolean closed) {
        return new SecurityContextBuilder()
                .withRunAsUser(user)
                .withRunAsNonRoot(true)
                .withPrivileged(false)
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(closed)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    /** A resolver must be named, and nobody answers there. */
    static PodDNSConfig noNames() {
        return new PodDNSConfigBuilder()
                .withNameservers("127.0.0.1")
                .addNewOption()
                .withName("timeout")
                .withValue("1")
                .endOption()
                .addNewOption()
                .withName("attempts")
                .withValue("1")
                .endOption()
                .build();
    }
}
