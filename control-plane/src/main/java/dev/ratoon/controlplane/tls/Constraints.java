package dev.ratoon.controlplane.tls;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;

/**
 * What the local authority may sign for: this machine's names at its making, names that only local
 * networks have, private addresses, and this machine's own at its making. A stolen key of it cannot
 * play a bank to those who trust it.
 */
record Constraints(Set<String> dns, Set<String> ranges) {
    private static final List<String> LOCAL_NAMES =
            List.of("localhost", "local", "lan", "internal", "home.arpa", "test");

    private static final List<String> PRIVATE =
            List.of(
                    "127.0.0.0/8",
                    "10.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "100.64.0.0/10",
                    "169.254.0.0/16",
                    "::1/128",
                    "fc00::/7",
                    "fe80::/10");

    static Constraints of(Names names) {
        var dns = new LinkedHashSet<>(LOCAL_NAMES);
        dns.addAll(names.dns());
        var ranges = new LinkedHashSet<>(PRIVATE);
        for (InetAddress address : names.addresses()) {
            ranges.add(address.getHostAddress() + "/" + address.getAddress().length * 8);
        }
        return new Constraints(dns, ranges);
    }

    NameConstraints encoded() {
        var subtrees = new ArrayList<GeneralSubtree>();
        dns.forEach(n -> subtrees.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, n))));
        ranges.forEach(
                r -> subtrees.add(new GeneralSubtree(new GeneralName(GeneralName.iPAddress, r))));
        return new NameConstraints(subtrees.toArray(GeneralSubtree[]::new), null);
    }

    /** What of the machine's present names an authority may sign for. */
    static SubjectNames permitted(X509Certificate authority, Names names) {
        var validator = new PKIXNameConstraintValidator();
        byte[] extension = authority.getExtensionValue(Extension.nameConstraints.getId());
        if (extension != null) {
            byte[] content = ASN1OctetString.getInstance(extension).getOctets();
            validator.intersectPermittedSubtree(
                    NameConstraints.getInstance(content).getPermittedSubtrees());
        }
        var dns = new TreeSet<String>();
        for (String name : names.dns()) {
            if (allows(validator, new GeneralName(GeneralName.dNSName, name))) {
                dns.add(name);
            }
        }
        var addresses = new TreeSet<String>();
        for (InetAddress address : names.addresses()) {
            String text = address.getHostAddress();
            if (allows(validator, new GeneralName(GeneralName.iPAddress, text))) {
                addresses.add(text);
            }
        }
        return new SubjectNames(dns, addresses);
    }

    private static boolean allows(PKIXNameConstraintValidator validator, GeneralName name) {
        try {
            validator.checkPermitted(name);
            return true;
        } catch (NameConstraintValidatorException e) {
            return false;
        }
    }
}
