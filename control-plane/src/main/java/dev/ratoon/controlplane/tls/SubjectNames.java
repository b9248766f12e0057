package dev.ratoon.controlplane.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** The names in a certificate: DNS names and addresses, as text, in a fixed order. */
record SubjectNames(Set<String> dns, Set<String> addresses) {
    private static final int DNS = 2;

    SubjectNames {
        dns = new TreeSet<>(dns);
        addresses = new TreeSet<>(addresses);
    }

    static SubjectNames of(X509Certificate certificate) throws CertificateParsingException {
        var dns = new TreeSet<String>();
        var addresses = new TreeSet<String>();
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        if (names != null) {
            for (List<?> name : names) {
                Set<String> kind = Integer.valueOf(DNS).equals(name.getFirst()) ? dns : addresses;
                kind.add(String.valueOf(name.get(1)));
            }
        }
        return new SubjectNames(dns, addresses);
    }

    boolean covers(String name) {
        return dns.contains(name) || addresses.contains(name);
    }

    GeneralNames encoded() {
        var names = new ArrayList<GeneralName>();
        dns.forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
        addresses.forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }
}
