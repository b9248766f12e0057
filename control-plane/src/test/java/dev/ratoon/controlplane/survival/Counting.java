package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.protocol.Reported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is done in a turn: it shows whether it was done once, and whole. Marks in the workspace are
 * its beginning and its end; between them it counts, a line in 50 ms.
 *
 * @param mark its own, of all turns
 * @param commands in how many commands it counts
 * @param lines how many numbers each of them prints
 */
record Counting(String mark, int commands, int lines, Incarnation sandbox) {
    String prompt() {
        return IntStream.range(0, commands)
                .mapToObj(
                        i ->
                                "for i in $(seq %d %d); do echo $i; sleep 0.05; done; : %s\n"
                                        .formatted(i * lines + 1, (i + 1) * lines, mark))
                .collect(
                        Collectors.joining(
                                "",
                                "echo begun-" + mark + " >> marks\n",
                                "echo over-" + mark + " >> marks"));
    }

    boolean isOver() throws IOException {
        return marks().contains("over-" + mark);
    }

    long begun() throws IOException {
        return marks().stream().filter(("begun-" + mark)::equals).count();
    }

    private List<String> marks() throws IOException {
        Path marks = sandbox.files().resolve("workspace/repository/marks");
        return Files.exists(marks) ? Files.readAllLines(marks) : List.of();
    }

    void ranOnce(List<LogEvent> events, String during) throws IOException {
        assertEquals(1, begun(), "the prompt reached the harness once: " + during);
        assertTrue(isOver(), during);
        String printed = printed(events);
        assertTrue(printed.contains(numbers()), printed + during);
    }

    private String numbers() {
        return IntStream.rangeClosed(1, commands * lines)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String printed(List<LogEvent> events) {
        return events.stream()
                .map(LogEvent::reported)
                .filter(Reported.Tool.class::isInstance)
                .map(each -> ((Reported.Tool) each).update())
                .filter(update -> update.path("status").asText().equals("completed"))
                .flatMap(update -> update.findValuesAsText("text").stream())
                .collect(Collectors.joining());
    }

    void leftNothing() throws Exception {
        Eventually.get("no command of it", () -> sandbox.processes(": " + mark), List::isEmpty);
        Eventually.get("one sandbox", sandbox::directories, found -> found.size() <= 1);
    }
}
