package dev.ratoon.git;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** A range of addresses, as {@code 10.0.0.0/8} or {@code fc00::/7}. */
@SuppressWarnings("ArrayRecordComponent") // made by parse alone, and never changed
public record Network(byte[] start, int bits) {
    private static final Pattern FORM = Pattern.compile("([0-9.]+|[0-9a-fA-F:.]*:[^/]*)/(\\d+)");

    public static Network parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("not a network like 10.0.0.0/8: " + text);
        }
        byte[] start;
        try {
            // Digits and colons only: nothing is looked up.
            start = InetAddress.getByName(form.group(1)).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + form.group(1), e);
        }
        int bits = Integer.parseInt(form.group(2));
        if (bits > start.length * 8) {
            throw new IllegalArgumentException("more bits than an address has: " + text);
        }
        return new Network(start, bits);
    }

    public boolean contains(byte[] address) {
        if (address.length != start.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if (((address[bit / 8] ^ start[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
