package dev.ratoon.runner.door;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The head of an HTTP/1.1 request, and how its body ends. */
record Head(String method, String target, List<Field> fields) {
    private static final int LONGEST = 32 << 10;
    private static final List<String> HOP_BY_HOP =
            List.of(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "proxy-authorization",
                    "authorization",
                    "te",
                    "trailer",
                    "upgrade",
                    "expect",
                    "host",
                    "cookie");

    /** npm writes the name of a scoped package so: the registries' gateway knows what it means. */
    private static final Pattern SCOPED =
            Pattern.compile("(/registry/[a-z0-9-]+/@[A-Za-z0-9~._-]+)%2[fF](?=[A-Za-z0-9])");

    private static final Pattern CLIMBING = Pattern.compile("\\.\\.|%2[eEfF]|\\\\|%5[cC]");

    /** A bare line feed ends a line for some, and would begin a header of the sender's choice. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

    /** A header line. */
    record Field(String name, String value) {
        boolean is(String wanted) {
            return name.equalsIgnoreCase(wanted);
        }
    }

    /** Words for a request that is not served: the status and what to do. */
    static final class Unfit extends IOException {
        private static final long serialVersionUID = 1L;

        Unfit(String words) {
            super(words);
        }
    }

    /** For a gateway, by one of its paths. */
    static Head read(InputStream in) throws IOException {
        Head head = readAny(in);
        String path = SCOPED.matcher(head.target()).replaceFirst("$1");
        if (!path.startsWith("/") || CLIMBING.matcher(path).find()) {
            throw new Unfit("This is not a request of HTTP/1.1 to a path.");
        }
        return head;
    }

    /** For whatever it names. */
    static Head readAny(InputStream in) throws IOException {
        var text = new StringBuilder();
        // Once through, not from the beginning for each octet.
        while (text.length() < 4 || text.indexOf("\r\n\r\n", text.length() - 4) < 0) {
            int octet = in.read();
            if (octet < 0 || text.length() >= LONGEST) {
                throw new Unfit("The head of the request is cut off or too long.");
            }
            text.append((char) octet);
        }
        String[] lines = text.toString().strip().split("\r\n", -1);
        String[] request = lines[0].split(" ", -1);
        if (request.length != 3
                || !request[2].startsWith("HTTP/1.")
                || !request[0].matches("[A-Z]{1,20}")
                || !request[1].matches("[!-~]+")) {
            throw new Unfit("This is not a request of HTTP/1.1.");
        }
        var fields = new ArrayList<Field>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1
                    || !lines[i].substring(0, colon).matches("[!-9;-~]+")
                    || CONTROL.matcher(lines[i]).find()) {
                throw new Unfit("A header of the request is malformed.");
            }
            fields.add(
                    new Field(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip()));
        }
        return new Head(request[0], request[1], List.copyOf(fields));
    }

    boolean expectsContinue() {
        return fields.stream().anyMatch(field -> field.is("expect"));
    }

    boolean isChunked() throws Unfit {
        List<Field> codings =
                fields.stream().filter(field -> field.is("transfer-encoding")).toList();
        if (codings.isEmpty()) {
            return false;
        }
        boolean sized = fields.stream().anyMatch(field -> field.is("content-length"));
        if (sized
                || codings.size() > 1
                || !codings.getFirst().value().equalsIgnoreCase("chunked")) {
            // Two ways to tell the end are two requests to somebody.
            throw new Unfit("It is not clear where the request ends.");
        }
        return true;
    }

    long length() throws Unfit {
        List<String> lengths =
                fields.stream()
                        .filter(field -> field.is("content-length"))
                        .map(Field::value)
                        .toList();
        if (lengths.isEmpty()) {
            return 0;
        }
        if (lengths.size() > 1 || !lengths.getFirst().matches("[0-9]{1,18}")) {
            throw new Unfit("It is not clear where the request ends.");
        }
        return Long.parseLong(lengths.getFirst());
    }

    /**
     * As it goes on to the proxy: whose it is, is said by us. All else is for the proxy to judge.
     */
    String proxied(String credential) {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        for (Field field : fields) {
            if (!field.is("proxy-authorization")) {
                head.append(field.name() + ": " + field.value() + "\r\n");
            }
        }
        return head.append("Proxy-Authorization: " + credential + "\r\n\r\n").toString();
    }

    /** As it goes on to a gateway: with our credential, and no second request after it. */
    String forwarded(String credential) {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: gateway\r\n");
        for (Field field : fields) {
            if (!HOP_BY_HOP.contains(field.name().toLowerCase(Locale.ROOT))) {
                head.append(field.name() + ": " + field.value() + "\r\n");
            }
        }
        return head.append("Connection: close\r\nAuthorization: " + credential + "\r\n\r\n")
                .toString();
    }
}
