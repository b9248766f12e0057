package dev.ratoon.environments.local;

import dev.ratoon.environments.SandboxOrder.Address;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What the next control plane must know of an incarnation beside its processes.
 *
 * @param doors where each door leads
 */
record Started(boolean unconfined, Map<String, Address> doors) {
    private static final String DOOR = "door.";
    private static final String UNCONFINED = "unconfined";

    Started {
        doors = Map.copyOf(doors);
    }

    static Started read(Incarnation incarnation) throws IOException {
        var lines = new Properties();
        lines.load(new StringReader(Files.readString(incarnation.record())));
        var doors = new TreeMap<String, Address>();
        for (String key : lines.stringPropertyNames()) {
            if (key.startsWith(DOOR)) {
                String value = lines.getProperty(key);
                int colon = value.lastIndexOf(':');
                doors.put(
                        key.substring(DOOR.length()),
                        new Address(
                                value.substring(0, colon),
                                Integer.parseInt(value.substring(colon + 1))));
            }
        }
        return new Started(Boolean.parseBoolean(lines.getProperty(UNCONFINED)), doors);
    }

    void write(Incarnation incarnation) throws IOException {
        var text = new StringBuilder();
        text.append(UNCONFINED).append('=').append(unconfined).append('\n');
        new TreeMap<>(doors)
                .forEach(
                        (name, address) ->
                                text.append(DOOR)
                                        .append(name)
                                        .append('=')
                                        .append(address.host())
                                        .append(':')
                                        .append(address.port())
                                        .append('\n'));
        Replacing.write(incarnation.record(), text.toString());
    }
}
