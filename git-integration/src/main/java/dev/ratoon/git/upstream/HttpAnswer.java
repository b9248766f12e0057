package dev.ratoon.git.upstream;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a host answered: HTTP/1.1 as it comes over one connection that serves one request. */
record HttpAnswer(int status, Map<String, String> headers, InputStream body) {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
    private static final int LONGEST_LINE = 16 << 10;
    private static final int MOST_LINES = 200;

    static HttpAnswer read(InputStream from) throws IOException {
        InputStream in = new BufferedInputStream(from, 32 << 10);
        int status;
        Map<String, String> headers;
        do {
            var first = STATUS.matcher(line(in));
            if (!first.matches()) {
                throw new IOException("no answer of HTTP/1.1");
            }
            status = Integer.parseInt(first.group(1));
            headers = headers(in);
        } while (status < 200);
        return new HttpAnswer(status, headers, body(in, headers));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    boolean is(String contentType) {
        return status == 200
                && header("Content-Type").orElse("").split(";", 2)[0].strip().equals(contentType);
    }

    private static InputStream body(InputStream in, Map<String, String> headers)
            throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return new CountedInput(in, true, 0);
        }
        if (headers.containsKey("transfer-encoding")) {
            throw new IOException("an encoding that is not asked for");
        }
        String length = headers.get("content-length");
        if (length == null) {
            return in;
        }
        if (!length.matches("[0-9]{1,18}")) {
            throw new IOException("no length of a body");
        }
        return new CountedInput(in, false, Long.parseLong(length));
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        var headers = new HashMap<String, String>();
        for (int i = 0; i < MOST_LINES; i++) {
            String line = line(in);
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("no header of HTTP");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        throw new IOException("too many headers");
    }

    static String line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0 || bytes.size() >= LONGEST_LINE) {
                throw new IOException(one < 0 ? "the answer is cut off" : "a line is too long");
            }
            bytes.write(one);
        }
        String line = bytes.toString(StandardCharsets.ISO_8859_1);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
