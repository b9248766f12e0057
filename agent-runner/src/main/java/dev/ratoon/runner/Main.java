package dev.ratoon.runner;

import dev.ratoon.protocol.Audience;
import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.Upstream;
import dev.ratoon.runner.door.GatewayDoor;
import dev.ratoon.runner.door.ProxyDoor;
import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.outbox.Notebook;
import dev.ratoon.runner.outbox.Outbox;
import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Door;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The runner. Its exit codes: 0 finished or over, 3 refused, 5 the outbox was another one. With the
 * word {@code version} it says which it is and ends: so that an image can be asked.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (List.of(arguments).equals(List.of("version"))) {
            System.out.println(Version.text());
            return;
        }
        System.exit(run(Settings.of(System.getenv()), Clock.systemUTC()));
    }

    private static int run(Settings settings, Clock clock)
            throws IOException, InterruptedException {
        Files.createDirectories(settings.state());
        Identity identity = Identity.read(settings, clock);
        openDoors(settings, identity);
        Notebook notebook = Notebook.open(settings.state());
        Set<Integer> ended = new HashSet<>();
        var waker = new AtomicReference<Runnable>(() -> {});
        Outbox outbox =
                Outbox.open(
                        settings.state(),
                        settings.outbox(),
                        entry -> endOf(entry, ended),
                        () -> Objects.requireNonNull(waker.get()).run());
        var sender = new Sender(outbox);
        waker.set(sender::wake);
        var life = new Life(settings, identity, notebook, outbox, sender);
        return life.run(ended);
    }

    /** The turns whose end is told in the outbox, but may not be noted yet. */
    private static void endOf(Upstream.Entry entry, Set<Integer> ended) {
        if (entry.type().equals("turn.ended")) {
            try {
                if (Reported.of(entry.type(), entry.payload()) instanceof Reported.TurnEnded end) {
                    ended.add(end.turn());
                }
            } catch (Malformed e) {
                Account.say("An entry of the outbox cannot be read: " + e.getMessage());
            }
        }
    }

    private static void openDoors(Settings settings, Identity identity) throws IOException {
        var gateways = new HashMap<String, GatewayDoor.Gateway>();
        settings.gateways()
                .forEach(
                        (audience, endpoint) ->
                                gateways.put(
                                        pathOf(audience),
                                        new GatewayDoor.Gateway(
                                                endpoint, () -> identity.header(audience))));
        new GatewayDoor(gateways).open(Door.open(settings.link().resolve(Hands.GATEWAYS)));
        new ProxyDoor(gateways.get(pathOf(Audience.EGRESS)))
                .open(Door.open(settings.link().resolve(Hands.PROXY)));
    }

    /** The gateway to other hosts has paths too: those of registries. */
    private static String pathOf(Audience audience) {
        return audience == Audience.EGRESS ? "registry" : audience.word();
    }
}
