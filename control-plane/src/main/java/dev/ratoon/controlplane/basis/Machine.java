package dev.ratoon.controlplane.basis;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;

/** The real clock and the real randomness, for what runs before anything is injected. */
public final class Machine {
    private Machine() {}

    public static Clock clock() {
        return Clock.systemUTC();
    }

    /** As it calls itself; for people. */
    public static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    public static SecureRandom randomness() {
        return new SecureRandom();
    }
}
