package dev.ratoon.environments.local;

import dev.ratoon.environments.ErrandOrder;
import dev.ratoon.environments.SandboxName;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The environment variables of the two sides: the whole contract with what runs on them. */
final class SideEnvironment {
    private static final String PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private SideEnvironment() {}

    static SortedMap<String, String> of(
            Side side, SandboxName name, Collection<String> gateways, Places places) {
        var environment =
                new TreeMap<>(
                        Map.of(
                                "PATH",
                                PATH,
                                "LANG",
                                "C.UTF-8",
                                "TMPDIR",
                                "/tmp",
                                "RATOON_LINK",
                                places.link().toString()));
        switch (side) {
            case RUNNER -> {
                environment.put("HOME", "/tmp");
                environment.put("RATOON_AGENT", name.agent());
                environment.put("RATOON_INCARNATION", Integer.toString(name.incarnation()));
                environment.put(
                        "RATOON_FIRST_KEY_FILE", places.keys().resolve("first-key").toString());
                environment.put("RATOON_STATE", places.state().toString());
                environment.put("RATOON_CONTROL", door(places, "control"));
                for (String gateway : gateways) {
                    environment.put(gateway(gateway), door(places, gateway));
                }
            }
            case HANDS -> {
                environment.put("HOME", places.workspace().resolve("home").toString());
                environment.put("RATOON_WORKSPACE", places.workspace().toString());
            }
        }
        return environment;
    }

    /** Of an errand: the few that all have, its gateways, and what it was given. */
    static SortedMap<String, String> of(ErrandOrder order) {
        var environment =
                new TreeMap<>(
                        Map.of(
                                "PATH",
                                PATH,
                                "LANG",
                                "C.UTF-8",
                                "TMPDIR",
                                "/tmp",
                                "HOME",
                                ErrandOrder.INSIDE));
        order.gateways()
                .keySet()
                .forEach(
                        gateway -> environment.put(gateway(gateway), door(Places.INSIDE, gateway)));
        environment.putAll(order.environment());
        return environment;
    }

    private static String gateway(String word) {
        return "RATOON_GATEWAY_" + word.toUpperCase(Locale.ROOT);
    }

    private static String door(Places places, String name) {
        return "unix:" + places.doors().resolve(name + ".sock");
    }
}
