package dev.ratoon.controlplane.installs;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The npm registry that packages come from.
 *
 * @param address with a slash at its end
 * @param authorization the header's value; a secret
 * @param certificates whom to trust in the place of the usual ones
 */
record Registry(URI address, Optional<String> authorization, Optional<Path> certificates) {
    static final String SETTING = "ratoon.installs.registry";
    static final String USUAL = "https://registry.npmjs.org/";

    /** Ours when it is set, else npm's, else everybody's. */
    static Registry of(Optional<URI> ours, Npmrc npm) throws InstallTrouble {
        String text = ours.map(URI::toString).or(npm::registry).orElse(USUAL);
        String said = ours.isPresent() ? SETTING : "npm's registry on this machine";
        URI address;
        try {
            address = URI.create(text.endsWith("/") ? text : text + "/");
        } catch (IllegalArgumentException e) {
            throw new InstallTrouble(said + " is no address", nextStep(), e);
        }
        String scheme = String.valueOf(address.getScheme());
        if (address.getHost() == null || address.getRawUserInfo() != null) {
            throw new InstallTrouble(
                    said + " is not the address of a host, without a login in it", nextStep());
        }
        boolean plainAllowed = ours.isEmpty() || isLoopback(address.getHost());
        if (!scheme.equals("https") && !(scheme.equals("http") && plainAllowed)) {
            throw new InstallTrouble(said + " must begin with https://", nextStep());
        }
        return new Registry(address, npm.authorization(address), npm.certificates());
    }

    private static String nextStep() {
        return "Set " + SETTING + " to the address of an npm registry, such as " + USUAL;
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }

    /** Whether what it sends us to may be asked: no step from https to http, no login elsewhere. */
    boolean mayLeadTo(URI other) {
        return other.getHost() != null && ("https".equals(other.getScheme()) || isAt(other));
    }

    /** Whether it is this registry that answers there. */
    boolean isAt(URI other) {
        return address.getScheme().equals(other.getScheme())
                && address.getRawAuthority().equals(other.getRawAuthority());
    }

    @Override
    public String toString() {
        return String.valueOf(address.getRawAuthority());
    }
}
