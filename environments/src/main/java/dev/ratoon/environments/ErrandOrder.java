package dev.ratoon.environments;

import dev.ratoon.environments.SandboxOrder.Address;
import dev.ratoon.environments.SandboxOrder.Shared;
import dev.ratoon.environments.SandboxOrder.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A throw-away sandbox: one command that may write into one fresh folder, which it sees as {@value
 * #INSIDE}. It reaches nothing but its gateways.
 *
 * @param environment beside the few variables that every sandbox has
 * @param folder absolute, of the provider's side; made for this errand, and must not be there
 * @param kept whether the folder stays when the command came to its own end, whatever its exit
 *     code; it then belongs to whoever asked. What is in it is hostile: follow no link in it
 * @param gateways as a sandbox has them, each a unix socket named by {@code RATOON_GATEWAY_WORD}
 */
public record ErrandOrder(
        List<String> command,
        Map<String, String> environment,
        String folder,
        boolean kept,
        List<Shared> shared,
        Map<String, Address> gateways,
        Bounds bounds) {
    /** Where the command finds its folder, and where it begins. */
    public static final String INSIDE = "/work";

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public ErrandOrder {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        shared = List.copyOf(shared);
        gateways = Map.copyOf(gateways);
        if (command.isEmpty() || !Shared.isPlain(folder)) {
            throw new IllegalArgumentException("no errand: " + command + " in " + folder);
        }
        for (var variable : environment.entrySet()) {
            if (!VARIABLE.matcher(variable.getKey()).matches()) {
                throw new IllegalArgumentException("no variable: " + variable.getKey());
            }
        }
    }

    /**
     * What it may use at most.
     *
     * @param diskBytes in its folder; looked at while it runs
     * @param outputBytes what of its output is told; the rest is let go, in words
     */
    public record Bounds(Size size, long diskBytes, long outputBytes, Duration time) {
        public Bounds {
            if (diskBytes < 1 || outputBytes < 0 || !time.isPositive()) {
                throw new IllegalArgumentException("no bounds: " + diskBytes + ", " + time);
            }
        }
    }

    @Override
    public String toString() {
        return "ErrandOrder[" + command.getFirst() + " in " + folder + "]";
    }
}
