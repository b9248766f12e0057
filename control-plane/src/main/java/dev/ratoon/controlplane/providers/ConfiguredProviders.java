package dev.ratoon.controlplane.providers;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.problem.Failure;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The known providers, and over them what the operator says. */
final class ConfiguredProviders {
    private ConfiguredProviders() {}

    /** By name. */
    static Map<String, ModelProvider> of(ProvidersConfig config) {
        Map<String, ModelProvider> all = new TreeMap<>();
        KnownProviders.ALL.forEach(known -> all.put(known.name(), known));
        config.all()
                .forEach(
                        (name, given) -> {
                            String key = "ratoon.providers." + name;
                            all.put(checked(name, key), made(name, key, given, all));
                        });
        return Map.copyOf(all);
    }

    private static ModelProvider made(
            String name,
            String key,
            ProvidersConfig.Given given,
            Map<String, ModelProvider> known) {
        ModelProvider before = known.get(name);
        if (before == null && given.url().isEmpty()) {
            throw new StartFailure(
                    "The model provider " + name + " is no known one, and has no address.",
                    "Set " + key + ".url, such as https://models.example.com");
        }
        return new ModelProvider(
                name,
                new Provider(name).title(),
                given.url()
                        .map(url -> checked(url, key + ".url"))
                        .orElseGet(() -> known.get(name).url()),
                given.apis()
                        .<Set<ModelApi>>map(Set::copyOf)
                        .orElse(before == null ? Set.of(ModelApi.CHAT_COMPLETIONS) : before.apis()),
                given.needsKey().orElse(before == null || before.needsKey()));
    }

    private static String checked(String name, String key) {
        try {
            if (Provider.named(name).name().equals(name)) {
                return name;
            }
        } catch (Failure e) {
            throw new StartFailure(key + " is no provider: " + e.getMessage(), "Rename it", e);
        }
        throw new StartFailure(
                key + " is no provider: its name has capital letters.", "Write it in small ones");
    }

    /** A key goes there: so it is encrypted, or does not leave the machine. */
    private static URI checked(URI url, String key) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String host = url.getHost();
        if (host == null
                || url.getUserInfo() != null
                || url.getQuery() != null
                || url.getFragment() != null
                || List.of(url.getRawPath().split("/", -1)).contains("..")) {
            throw unfit(url, key, "is no plain address");
        }
        if (!scheme.equals("https") && !(scheme.equals("http") && isThisMachine(host))) {
            throw unfit(url, key, "would send keys and prompts over a network in the clear");
        }
        String text = url.toString();
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static StartFailure unfit(URI url, String key, String why) {
        return new StartFailure(
                key + " = " + url + " " + why + ".",
                "Write https://HOST, with a port or path if need be; http:// only of this machine:"
                        + " http://127.0.0.1:PORT");
    }
}
