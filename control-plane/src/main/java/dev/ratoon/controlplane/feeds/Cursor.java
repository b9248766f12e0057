package dev.ratoon.controlplane.feeds;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Up to where somebody has read: of the fleet and of each log. For readers it is a text without a
 * meaning, and what cannot be read is as good as none. Pure.
 */
record Cursor(@Nullable Place fleet, Map<UUID, Long> logs) {
    private static final String VERSION = "1";
    private static final int LONGEST = 4_000;

    Cursor {
        logs = Map.copyOf(logs);
    }

    /**
     * A place among the changes of the fleet.
     *
     * @param process whose counting it is
     * @param scope what was shown, to whom
     */
    record Place(String process, String scope, long n) {}

    String written() {
        String of = fleet == null ? ".." : fleet.process() + "." + fleet.scope() + "." + fleet.n();
        String read =
                logs.entrySet().stream()
                        .map(log -> shortened(log.getKey()) + ":" + log.getValue())
                        .collect(Collectors.joining(","));
        return VERSION + "." + of + "." + read;
    }

    static Optional<Cursor> read(@Nullable String written) {
        if (written == null || written.length() > LONGEST) {
            return Optional.empty();
        }
        String[] parts = written.strip().split("\\.", -1);
        if (parts.length != 5 || !parts[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            Place place =
                    parts[3].isEmpty()
                            ? null
                            : new Place(parts[1], parts[2], Long.parseLong(parts[3]));
            Map<UUID, Long> logs = new LinkedHashMap<>();
            for (String log : parts[4].isEmpty() ? new String[0] : parts[4].split(",", -1)) {
                int colon = log.indexOf(':');
                logs.put(
                        whole(log.substring(0, Math.max(0, colon))),
                        Long.parseLong(log.substring(colon + 1)));
            }
            return Optional.of(new Cursor(place, logs));
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static String shortened(UUID id) {
        ByteBuffer bytes = ByteBuffer.allocate(16);
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static UUID whole(String shortened) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(shortened));
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
