package dev.ratoon.controlplane.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** What names mean: the one place where the proxy asks somebody. */
public interface Names {
    List<InetAddress> of(String host) throws UnknownHostException;

    /** As this machine resolves them. */
    static Names system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
