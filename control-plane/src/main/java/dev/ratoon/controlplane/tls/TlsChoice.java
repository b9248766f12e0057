package dev.ratoon.controlplane.tls;

import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.StartFailure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says of TLS.
 *
 * @param host where to listen
 * @param local whether {@code --tls} was given
 */
public record TlsChoice(
        String host, boolean local, @Nullable Path certificate, @Nullable Path key) {
    public Tls settle(Home home, Clock clock) {
        InetAddress address = resolve();
        if (certificate != null && key != null) {
            GivenCertificate.check(certificate, key, clock.instant());
            return new Tls.Given(certificate.toAbsolutePath(), key.toAbsolutePath());
        }
        if (certificate != null || key != null) {
            throw new StartFailure(
                    (certificate == null ? "--tls-key" : "--tls-cert")
                            + " was given without the other half.",
                    "Give both: ./ratoon up --tls-cert FILE --tls-key FILE");
        }
        if (local) {
            Names names = Names.of(host, address);
            return LocalAuthority.in(home, names, clock).certify(names);
        }
        if (address.isLoopbackAddress()) {
            return new Tls.Off();
        }
        throw new StartFailure(
                "--host "
                        + host
                        + " can be reached from other machines, and without TLS everybody on the"
                        + " way could read along.",
                "./ratoon up --host " + host + " --tls");
    }

    private InetAddress resolve() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new StartFailure(
                    "--host " + host + " is not a name or address of this machine.",
                    "Use an address of this machine (ip address), 0.0.0.0 for all of them, or"
                            + " leave --host out",
                    e);
        }
    }
}
