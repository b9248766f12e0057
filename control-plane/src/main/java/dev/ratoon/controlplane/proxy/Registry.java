package dev.ratoon.controlplane.proxy;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Packages that sandboxes may read.
 *
 * @param url of https, or of http for what is signed itself; it ends without a slash
 * @param hosts that it may send readers to, besides its own
 * @param authorization for its own host; a secret
 */
public record Registry(
        String name,
        RegistryKind kind,
        URI url,
        List<String> hosts,
        Optional<String> authorization) {
    /** Where hands listen; decision 34 says why it is one port for all. */
    static final String SANDBOX = "http://127.0.0.1:7071";

    public Registry {
        hosts = List.copyOf(hosts);
    }

    /** Where a request goes. */
    record Place(Target target, boolean tls, String path, boolean own) {
        String authority() {
            return target.authority(tls ? 443 : 80);
        }
    }

    boolean tls() {
        return "https".equals(url.getScheme());
    }

    Target host() {
        return Target.of(url.getRawAuthority(), tls() ? 443 : 80)
                .orElseThrow(() -> new IllegalStateException("checked when it was configured"));
    }

    boolean mayLeadTo(Target target) {
        return target.equals(host())
                || (!target.literal() && target.port() == 443 && hosts.contains(target.host()));
    }

    /** What the path after the registry's name means; empty when it is none of its paths. */
    Optional<Place> place(String path) {
        if (path.startsWith("/~")) {
            int slash = path.indexOf('/', 2);
            String host = slash < 0 ? "" : path.substring(2, slash);
            return hosts.contains(host) && kind.reads(path.substring(slash))
                    ? Optional.of(
                            new Place(
                                    new Target(host, 443, false),
                                    true,
                                    path.substring(slash),
                                    false))
                    : Optional.empty();
        }
        return kind.reads(path)
                ? Optional.of(new Place(host(), tls(), url.getRawPath() + path, true))
                : Optional.empty();
    }

    /** What stands in its answers, and what is to stand there instead. */
    Map<String, String> rewriting() {
        var all = new LinkedHashMap<String, String>();
        all.put(url + "/", kind.rewrittenTo(this, "", true));
        for (String host : hosts) {
            all.put("https://" + host + "/", kind.rewrittenTo(this, host, false));
        }
        return all;
    }

    @Override
    public String toString() {
        return "Registry[" + name + " " + url + "]";
    }
}
