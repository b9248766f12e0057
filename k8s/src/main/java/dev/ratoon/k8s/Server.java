package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxOrder.Address;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;

/**
 * Where the API server answers, and who we are on the way there, as pods would say it: they resolve
 * no names, and their loopback is their own.
 */
final class Server {
    private Server() {}

    static Address of(KubernetesClient client, PodSettings settings) {
        URL url = client.getMasterUrl();
        int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
        try {
            InetAddress found = InetAddress.getByName(url.getHost());
            return new Address(
                    found.isLoopbackAddress()
                            ? settings.reached().orElse(found.getHostAddress())
                            : found.getHostAddress(),
                    port);
        } catch (IOException _) {
            return new Address(url.getHost(), port);
        }
    }

    /** This process's address on the side of the cluster. Sends nothing. */
    static String self(Address server) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(server.host(), server.port()));
            return socket.getLocalAddress().getHostAddress();
        }
    }
}
