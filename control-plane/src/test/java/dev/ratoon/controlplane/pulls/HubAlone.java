package dev.ratoon.controlplane.pulls;

import java.nio.file.Path;

/** A {@link Hub} in a process of its own, for tests of what is no part of this module. */
final class HubAlone {
    private HubAlone() {}

    /**
     * Says in four lines where it is, with what options a JVM trusts it, where its API is without
     * it, and where the repositories are; ends with its input. Where it cannot run it says why not.
     */
    public static void main(String[] arguments) throws Exception {
        if (!Hub.runsHere()) {
            return;
        }
        try (var hub = new Hub(Path.of(arguments[0]))) {
            Bare.in(hub.repositories.resolve("ada/pay.git"));
            Bare.in(hub.repositories.resolve("acme/tools.git"));
            System.out.println(hub.url());
            System.out.println(hub.options());
            System.out.println(hub.apiUrl());
            System.out.println(hub.repositories);
            while (System.in.read() >= 0) {}
        }
    }
}
