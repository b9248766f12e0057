package dev.ratoon.controlplane.start;

import dev.ratoon.controlplane.tls.Tls;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where to listen, and what that means for the server's configuration. Pure. */
record Endpoint(String host, int port, Tls tls, String machineName) {
    /** For people: a name that leads here, also when listening on every address. */
    String url() {
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        String name = everywhere ? machineName : host;
        String written = name.contains(":") ? "[" + name + "]" : name;
        return (tls instanceof Tls.Off ? "http://" : "https://") + written + ":" + port;
    }

    Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("quarkus.http.host", host);
        switch (tls) {
            case Tls.Off _ -> settings.put("quarkus.http.port", Integer.toString(port));
            case Tls.Given given -> {
                encrypted(settings, given.certificate().toString(), given.key().toString());
                // Somebody else renews it, and must not have to restart us.
                settings.put("quarkus.http.ssl.certificate.reload-period", "1h");
            }
            case Tls.Local local ->
                    encrypted(settings, local.certificate().toString(), local.key().toString());
        }
        return settings;
    }

    private void encrypted(Map<String, String> settings, String certificate, String key) {
        settings.put("quarkus.http.ssl-port", Integer.toString(port));
        settings.put("quarkus.http.insecure-requests", "disabled");
        settings.put("quarkus.http.ssl.certificate.files", certificate);
        settings.put("quarkus.http.ssl.certificate.key-files", key);
        settings.put("quarkus.http.ssl.protocols", "TLSv1.3,TLSv1.2");
    }
}
