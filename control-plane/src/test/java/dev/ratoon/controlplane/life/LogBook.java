package dev.ratoon.controlplane.life;

import dev.ratoon.protocol.Reported;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A log in memory for tests: what is written into it is folded at once. */
public final class LogBook {
    public static final UUID AGENT = UUID.fromString("0198a000-0000-7000-8000-000000000001");
    static final UUID OWNER = UUID.fromString("0198a000-0000-7000-8000-0000000000aa");
    public static final Instant BEGINNING = Instant.parse("2026-01-02T03:04:05Z");

    final List<LogEvent> events = new ArrayList<>();
    final Set<String> transitions = new LinkedHashSet<>();
    Instant now = BEGINNING;
    private @Nullable Facts facts;
    private long n;

    public static LogBook begun() {
        return new LogBook()
                .see(
                        new ObservedEvent.Created(
                                "fix-it-000001",
                                OWNER,
                                null,
                                "Fix it",
                                "https://example.com/a/b",
                                null,
                                "ratoon/fix-it-000001",
                                false,
                                "default",
                                "shell",
                                null,
                                "normal",
                                false,
                                new Limits(60, 3)));
    }

    /** Its first sandbox is wanted, and the key that it begins with is good for 15 minutes. */
    public static LogBook wanted() {
        return begun().see(new ObservedEvent.SandboxWanted(1, BEGINNING.plusSeconds(900)));
    }

    /** With a sandbox whose harness is ready. */
    public static LogBook ready() {
        return wanted().see(new ObservedEvent.SandboxStarted(1, "bubblewrap"))
                .see(new ObservedEvent.RunnerConnected(1, "key", "box", "1", "p"))
                .hear(new Reported.WorkspacePreparing("clone"))
                .hear(new Reported.WorkspacePrepared("c0ffee", "ratoon/fix-it-000001"))
                .hear(new Reported.HarnessStarted("shell", "1", false));
    }

    /** In the middle of its first turn. */
    public static LogBook working() {
        return ready().say("go").give(1);
    }

    /** Its runner is there, and runs the setup script of a version of its environment. */
    static LogBook settingUp() {
        return begun().see(taken(3, "make deps\n", 5))
                .see(new ObservedEvent.SandboxWanted(1, BEGINNING.plusSeconds(900)))
                .see(new ObservedEvent.RunnerConnected(1, "key", "box", "1", "p"))
                .hear(new Reported.WorkspacePreparing("clone"))
                .after(Duration.ofMinutes(2))
                .hear(new Reported.WorkspacePreparing("setup"));
    }

    /** One that is installed. */
    public static ObservedEvent harness() {
        return new ObservedEvent.HarnessTaken(
                "thinker",
                "1",
                "",
                true,
                List.of("t"),
                Map.of(),
                Map.of(),
                null,
                List.of(),
                false,
                "ada");
    }

    static ObservedEvent ofImage(String image) {
        return taken(1, "", 5, image);
    }

    static ObservedEvent taken(int version, String setup, int minutes) {
        return taken(version, setup, minutes, null);
    }

    private static ObservedEvent taken(
            int version, String setup, int minutes, @Nullable String image) {
        return new ObservedEvent.EnvironmentTaken(
                OWNER,
                "java",
                version,
                setup,
                minutes,
                "ada",
                new java.util.TreeMap<>(),
                List.of(),
                List.of(),
                List.of(),
                image,
                null,
                null,
                null,
                List.of(),
                false);
    }

    public LogBook see(ObservedEvent event) {
        return add(LogEvent.observed(last() + 1, now, event));
    }

    LogBook hear(Reported reported) {
        return hear(Reported.typeOf(reported), Reported.payloadOf(reported));
    }

    public LogBook hear(String type, byte[] payload) {
        return add(LogEvent.reported(last() + 1, now, type, ++n, payload));
    }

    public LogBook say(String text) {
        return see(new ObservedEvent.MessageSent(UUID.randomUUID(), text, false, "ada"));
    }

    LogBook give(int turn) {
        Waiting next = facts().talk().queue().getFirst();
        return see(new ObservedEvent.TurnGiven(turn, next.message(), next.text(), next.images()));
    }

    LogBook ask(String request) {
        return see(
                new ObservedEvent.DecisionOpened(
                        UUID.nameUUIDFromBytes(
                                request.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        request,
                        1,
                        "d1",
                        1,
                        List.of(new Choice("yes", "Yes", "allow_once")),
                        null,
                        now.plusSeconds(60),
                        null));
    }

    LogBook close(String request) {
        Facts.Open open =
                facts().approvals().open().stream()
                        .filter(one -> one.request().equals(request))
                        .findFirst()
                        .orElseThrow();
        return see(new ObservedEvent.DecisionClosed(open.decision(), request, "so"));
    }

    LogBook after(Duration passed) {
        now = now.plus(passed);
        return this;
    }

    private LogBook add(LogEvent event) {
        Facts before = facts;
        facts = Fold.apply(AGENT, before, event);
        events.add(event);
        if (before != null && !before.state().word().equals(facts.state().word())) {
            transitions.add(before.state().word() + " -> " + facts.state().word());
        }
        return this;
    }

    public long last() {
        return events.size();
    }

    /** How much of the outbox is in it. */
    public long acknowledged() {
        return n;
    }

    public Facts facts() {
        return Objects.requireNonNull(facts);
    }

    String state() {
        return facts().state().word();
    }
}
