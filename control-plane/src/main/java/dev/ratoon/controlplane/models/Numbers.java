package dev.ratoon.controlplane.models;

import java.nio.charset.StandardCharsets;

/**
 * The numbers of a JSON text with the names that lead to them, as it comes, octet by octet. Nothing
 * else of it is kept, so that a text of any length costs the same. Lists have no part in a path.
 */
final class Numbers {
    private static final int LONGEST_NAME = 48;
    private static final int DEEPEST = 6;
    private static final int DIGITS = 15;

    /** Where a number is said. */
    interface Listener {
        /**
         * @param path the names from the outermost one, with dots between
         */
        void number(String path, long number);
    }

    private final Listener listener;
    private final byte[] text = new byte[LONGEST_NAME];
    private final String[] path = new String[DEEPEST + 1];
    private int length;
    private int depth;
    private boolean inText;
    private boolean escaped;
    private String name = "";
    private boolean number;

    /** Whether it is below nothing, or no whole number. */
    private boolean odd;

    private long value;
    private int digits;

    Numbers(Listener listener) {
        this.listener = listener;
        path[0] = "";
    }

    /** Another text begins. */
    void reset() {
        depth = 0;
        inText = false;
        escaped = false;
        number = false;
        name = "";
    }

    void take(byte octet) {
        if (inText) {
            text(octet);
            return;
        }
        if (number) {
            if (octet >= '0' && octet <= '9') {
                digits++;
                value = digits > DIGITS ? value : value * 10 + octet - '0';
                return;
            }
            if (",]} \t\r\n".indexOf(octet) < 0) {
                odd = true;
                return;
            }
            said();
        }
        switch (octet) {
            case '"' -> {
                inText = true;
                length = 0;
            }
            case ':' -> name = length > LONGEST_NAME ? "?" : string();
            case '{', '[' -> open();
            case '}', ']' -> depth = Math.max(0, depth - 1);
            case ',' -> name = "";
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                number = true;
                odd = octet == '-';
                digits = 1;
                value = odd ? 0 : octet - '0';
            }
            default -> {}
        }
    }

    private void text(byte octet) {
        if (escaped) {
            escaped = false;
        } else if (octet == '\\') {
            escaped = true;
        } else if (octet == '"') {
            inText = false;
            return;
        }
        if (length < LONGEST_NAME) {
            text[length] = octet;
        }
        length = Math.min(length + 1, LONGEST_NAME + 1);
    }

    private void open() {
        depth++;
        if (depth <= DEEPEST) {
            String above = path[depth - 1];
            path[depth] = name.isEmpty() ? above : above.isEmpty() ? name : above + "." + name;
        }
        name = "";
    }

    private void said() {
        number = false;
        if (!odd && digits <= DIGITS && depth <= DEEPEST && !name.isEmpty()) {
            String above = path[depth];
            listener.number(above.isEmpty() ? name : above + "." + name, value);
        }
    }

    private String string() {
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }
}
