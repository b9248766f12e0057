package dev.ratoon.controlplane.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/** One request of a sandbox: its method, what it is for, and its headers. */
record Request(String method, String target, Head head) {
    private static final Pattern FIRST =
            Pattern.compile("([A-Z]{1,20}) ([!-~]{1,8192}) HTTP/1\\.[01]");

    static Request read(InputStream in) throws IOException, Refused {
        Head head = Head.read(in);
        var first = FIRST.matcher(head.first());
        if (!first.matches()) {
            throw Refused.form("This is no request of HTTP/1.1.");
        }
        return new Request(first.group(1), first.group(2), head);
    }

    boolean only(String... methods) {
        for (String each : methods) {
            if (each.equals(method)) {
                return true;
            }
        }
        return false;
    }
}
