package dev.ratoon.runner.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.Upstream;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.rpc.Peer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A harness of which only the words are there: answers that it gives, and what it is told. */
final class OtherSide implements Ledger, Peer.Heard {
    final List<Reported> log = new ArrayList<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    final Peer peer;

    /**
     * @param answers to the first request, the second and so on, once {@link #listen} is called
     */
    OtherSide(String... answers) {
        var all = new StringBuilder();
        for (int i = 0; i < answers.length; i++) {
            all.append("{\"jsonrpc\":\"2.0\",\"id\":").append(i + 1).append(',');
            all.append(answers[i].replace('\'', '"')).append("}\n");
        }
        peer =
                new Peer(
                        new ByteArrayInputStream(all.toString().getBytes(StandardCharsets.UTF_8)),
                        sent,
                        1 << 20,
                        this);
    }

    static JsonNode json(String text) throws JsonProcessingException {
        return Messages.JSON.readTree(text.replace('\'', '"'));
    }

    void listen() throws IOException {
        peer.listen();
    }

    List<JsonNode> sent() throws JsonProcessingException {
        var messages = new ArrayList<JsonNode>();
        for (String line : sent.toString(StandardCharsets.UTF_8).lines().toList()) {
            messages.add(Messages.JSON.readTree(line));
        }
        return messages;
    }

    <T extends Reported> List<T> all(Class<T> kind) {
        return log.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public void report(Reported reported) {
        log.add(reported);
    }

    @Override
    public void show(Upstream.Chunk chunk) {
        // Nobody watches.
    }

    @Override
    public void sync() {
        // It is all in memory.
    }

    @Override
    public void notification(String method, JsonNode params) {
        throw new AssertionError(method);
    }

    @Override
    public void request(JsonNode id, String method, JsonNode params, String raw) {
        throw new AssertionError(method);
    }

    @Override
    public void garbage(byte[] line) {
        throw new AssertionError(new String(line, StandardCharsets.UTF_8));
    }
}
