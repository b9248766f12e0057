package dev.ratoon.environments;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a sandbox is made of.
 *
 * @param firstKey opens the runner's first connection to the control plane; a secret
 * @param control where the control plane answers runners, as seen from the provider's side
 * @param gateways by their word ({@code git}, {@code model}, {@code egress}): where each answers,
 *     as seen from the provider's side
 * @param shared what the hands' side reads beside its workspace; nothing of it when unconfined
 * @param unconfined whether its owner has typed that it may run without walls
 * @param image of the hands' side; the usual one when empty. Whether it may be is for whoever
 *     orders to know: a provider takes it as it is, but for one whose sandboxes have no image
 */
public record SandboxOrder(
        SandboxName name,
        String firstKey,
        Address control,
        Map<String, Address> gateways,
        Size size,
        List<Shared> shared,
        boolean unconfined,
        Optional<String> image) {
    public SandboxOrder {
        gateways = Map.copyOf(gateways);
        shared = List.copyOf(shared);
    }

    /** Of the place's usual image. */
    public SandboxOrder(
            SandboxName name,
            String firstKey,
            Address control,
            Map<String, Address> gateways,
            Size size,
            List<Shared> shared,
            boolean unconfined) {
        this(name, firstKey, control, gateways, size, shared, unconfined, Optional.empty());
    }

    /** A TCP address. */
    public record Address(String host, int port) {}

    /**
     * A folder of the provider's side that a sandbox reads and cannot change. All of it is there
     * for whoever is in the sandbox.
     *
     * @param folder absolute
     * @param inside where the sandbox sees it: below {@code /opt/}, so that it covers nothing
     */
    public record Shared(String folder, String inside) {
        private static final String BELOW = "/opt/";

        public Shared {
            if (!isPlain(folder)) {
                throw new IllegalArgumentException("no absolute folder: " + folder);
            }
            if (!isPlain(inside) || !inside.startsWith(BELOW)) {
                throw new IllegalArgumentException("no place below " + BELOW + ": " + inside);
            }
        }

        static boolean isPlain(String path) {
            return path.startsWith("/")
                    && path.indexOf('\0') < 0
                    && Path.of(path).normalize().toString().equals(path);
        }
    }

    /** What a sandbox may use at most. */
    public record Size(int memoryMebibytes, int cpuPercent, int processes) {
        public static final Size USUAL = new Size(4096, 200, 1024);
    }

    @Override
    public String toString() {
        return "SandboxOrder[" + name + "]";
    }
}
