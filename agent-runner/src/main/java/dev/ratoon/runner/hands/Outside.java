package dev.ratoon.runner.hands;

import dev.ratoon.runner.wire.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What tells programs the way to other hosts, and to registries. */
final class Outside {
    private static final String OURS =
            "<!-- Ratoon writes this file anew while this line is in it. -->";

    private Outside() {}

    static Map<String, String> variables(int gateways, int proxy) {
        String through = "http://127.0.0.1:" + proxy;
        String registry = "http://127.0.0.1:" + gateways + "/registry/";
        String here = "127.0.0.1,localhost,::1";
        var all = new HashMap<String, String>();
        for (String name :
                new String[] {"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"}) {
            all.put(name, through);
        }
        all.put("no_proxy", here);
        all.put("NO_PROXY", here);
        all.put("npm_config_registry", registry + "npm/");
        // What a registry is only read for has no answers to these.
        all.put("npm_config_audit", "false");
        all.put("npm_config_fund", "false");
        all.put("npm_config_update_notifier", "false");
        all.put("PIP_INDEX_URL", registry + "pypi/simple/");
        all.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
        all.put("UV_DEFAULT_INDEX", registry + "pypi/simple/");
        // Where mvnw gets its Maven from.
        all.put("MVNW_REPOURL", registry + "maven");
        return all;
    }

    /**
     * Maven listens to no variable; a file of the user's own stays.
     *
     * @param home in the workspace; no other one is ours to write in
     */
    static void tellMaven(Path home, int gateways, int proxy) {
        Path file = home.resolve(".m2/settings.xml");
        try {
            if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            if (there && (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isOurs(file))) {
                return;
            }
            Files.createDirectories(file.getParent());
            Files.writeString(file, settings(gateways, proxy));
        } catch (IOException e) {
            Account.detail("Maven's settings are not written", e);
        }
    }

    private static boolean isOurs(Path file) throws IOException {
        return Files.size(file) < 64 << 10 && Files.readString(file).contains(OURS);
    }

    private static String settings(int gateways, int proxy) {
        return """
               <settings>
                 %s
                 <mirrors>
                   <mirror>
                     <id>ratoon</id>
                     <mirrorOf>central</mirrorOf>
                     <url>http://127.0.0.1:%d/registry/maven/</url>
                   </mirror>
                 </mirrors>
                 <proxies>
                   %s
                   %s
                 </proxies>
               </settings>
               """
                .formatted(OURS, gateways, proxy("http", proxy), proxy("https", proxy));
    }

    private static String proxy(String protocol, int port) {
        return "<proxy><id>%1$s</id><active>true</active><protocol>%1$s</protocol><host>127.0.0.1</host><port>%2$d</port><nonProxyHosts>localhost|127.0.0.1</nonProxyHosts></proxy>"
                .formatted(protocol, port);
    }
}
