package dev.ratoon.controlplane.egress;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.proxy.Registry;
import dev.ratoon.controlplane.proxy.RegistryKind;
import dev.ratoon.controlplane.proxy.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** From the configuration to the registries that sandboxes may read. Pure. */
final class Registries {
    private static final Map<String, Registry> USUAL =
            Map.of(
                    "npm", usual("npm", RegistryKind.NPM, "https://registry.npmjs.org"),
                    "maven",
                            usual(
                                    "maven",
                                    RegistryKind.MAVEN,
                                    "https://repo.maven.apache.org/maven2"),
                    "pypi",
                            usual(
                                    "pypi",
                                    RegistryKind.PYPI,
                                    "https://pypi.org",
                                    "files.pythonhosted.org"),
                    "apt", usual("apt", RegistryKind.APT, "http://deb.debian.org"));

    private Registries() {}

    private static Registry usual(String name, RegistryKind kind, String url, String... hosts) {
        return new Registry(name, kind, URI.create(url), List.of(hosts), Optional.empty());
    }

    static List<Registry> of(Map<String, EgressConfig.Upstream> given) {
        var names = new TreeSet<>(USUAL.keySet());
        names.addAll(given.keySet());
        List<Registry> all = new ArrayList<>();
        for (String name : names) {
            EgressConfig.Upstream said = given.get(name);
            Registry usual = USUAL.get(name);
            if (said == null && usual != null) {
                all.add(usual);
            } else if (said != null && said.enabled().orElse(true)) {
                all.add(registry(name, said, usual));
            }
        }
        return all;
    }

    private static Registry registry(
            String name, EgressConfig.Upstream said, @Nullable Registry usual) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw wrong(name, "has a name that stands in no path", "Use a-z, 0-9 and -");
        }
        RegistryKind kind =
                RegistryKind.of(said.kind().orElse(name))
                        .orElseThrow(
                                () ->
                                        wrong(
                                                name,
                                                "does not say what it is a registry of",
                                                "Set ratoon.egress.registries."
                                                        + name
                                                        + ".kind to npm, maven, pypi or apt"));
        URI url =
                said.url()
                        .or(() -> Optional.ofNullable(usual).map(Registry::url))
                        .orElseThrow(
                                () ->
                                        wrong(
                                                name,
                                                "has no address",
                                                "Set ratoon.egress.registries." + name + ".url"));
        List<String> hosts =
                said.hosts()
                        .orElseGet(
                                () ->
                                        said.url().isPresent() || usual == null
                                                ? List.of()
                                                : usual.hosts());
        for (String host : hosts) {
            if (Target.of(host, 443).filter(target -> target.host().equals(host)).isEmpty()) {
                throw wrong(name, "names '" + host + "', which is no host", "Write its name alone");
            }
        }
        return new Registry(name, kind, address(name, url), hosts, authorization(said));
    }

    private static URI address(String name, URI url) {
        String text = url.toString().replaceFirst("/+$", "");
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!web
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || Target.of(String.valueOf(url.getRawAuthority()), 443).isEmpty()) {
            throw wrong(
                    name, "has an address that is none of a registry", "Write https://HOST/PATH");
        }
        return URI.create(text);
    }

    private static Optional<String> authorization(EgressConfig.Upstream said) {
        return said.password()
                .map(
                        password ->
                                said.username()
                                        .map(user -> "Basic " + base64(user + ":" + password))
                                        .orElse("Bearer " + password));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static StartFailure wrong(String name, String what, String next) {
        return new StartFailure("The registry " + name + " " + what + ".", next);
    }
}
