package dev.ratoon.controlplane.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The head of an HTTP/1.1 message, read and not a byte more. */
record Head(String first, List<Field> fields) {
    private static final int LONGEST = 32 << 10;
    private static final Pattern FIELD_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** A bare line feed ends a line for some, and would begin a header of the sender's choice. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

    /** What is between two neighbours only. */
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");

    /** A header line. */
    record Field(String name, String value) {
        boolean is(String wanted) {
            return name.equalsIgnoreCase(wanted);
        }
    }

    static Head read(InputStream in) throws IOException, Refused {
        var text = new StringBuilder();
        while (text.length() < 4 || text.indexOf("\r\n\r\n", text.length() - 4) < 0) {
            int octet = in.read();
            if (octet < 0 || text.length() >= LONGEST) {
                throw Refused.form("The head is cut off or too long.");
            }
            text.append((char) octet);
        }
        String[] lines = text.substring(0, text.length() - 4).split("\r\n", -1);
        if (CONTROL.matcher(lines[0]).find()) {
            throw Refused.form("The first line is malformed.");
        }
        var fields = new ArrayList<Field>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1
                    || !FIELD_NAME.matcher(lines[i].substring(0, colon)).matches()
                    || CONTROL.matcher(lines[i]).find()) {
                throw Refused.form("A header is malformed.");
            }
            fields.add(
                    new Field(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip()));
        }
        return new Head(lines[0], List.copyOf(fields));
    }

    /** The only one of that name; two of them are two meanings. */
    Optional<String> only(String name) throws Refused {
        List<String> values =
                fields.stream().filter(field -> field.is(name)).map(Field::value).toList();
        if (values.size() > 1) {
            throw Refused.form("There is more than one header " + name + ".");
        }
        return values.stream().findFirst();
    }

    /** How long its body is; nothing but a number says so here. */
    long length() throws Refused {
        if (only("Transfer-Encoding").isPresent()) {
            throw new Refused(
                    Rule.FORM,
                    411,
                    "The proxy takes bodies that say their length (Content-Length).");
        }
        String length = only("Content-Length").orElse("0");
        if (!length.matches("[0-9]{1,15}")) {
            throw Refused.form("It is not clear where the request ends.");
        }
        return Long.parseLong(length);
    }

    /** What goes on to somebody else: nothing that is for the one who read it. */
    List<Field> endToEnd() {
        var dropped = new HashSet<>(HOP_BY_HOP);
        for (Field field : fields) {
            if (field.is("Connection")) {
                for (String name : field.value().split(",", -1)) {
                    dropped.add(name.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        // Without it the body would be another request.
        dropped.remove("content-length");
        return fields.stream()
                .filter(field -> !dropped.contains(field.name().toLowerCase(Locale.ROOT)))
                .filter(field -> !field.name().toLowerCase(Locale.ROOT).startsWith("proxy-"))
                .toList();
    }
}
