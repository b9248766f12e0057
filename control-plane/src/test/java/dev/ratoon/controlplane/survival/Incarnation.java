package dev.ratoon.controlplane.survival;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What of an agent runs on this machine, seen from outside. */
record Incarnation(Path home, String agent) {
    Path files() {
        return home.resolve("agents/agents").resolve(agent);
    }

    /** The directories of its sandboxes; those that are being made or ended have longer names. */
    List<String> directories() throws IOException {
        Path runs = files().resolve("run");
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(runs)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** The processes inside whose command line has this text. */
    List<ProcessHandle> processes(String text) throws IOException {
        List<ProcessHandle> found = new ArrayList<>();
        for (ProcessHandle launcher : launchers()) {
            Stream.concat(Stream.of(launcher), launcher.descendants())
                    .filter(process -> commandLine(process).contains(text))
                    .forEach(found::add);
        }
        return found;
    }

    /** Those of them that are the program itself, not what only names it: launchers and walls. */
    List<ProcessHandle> programs(String main) throws IOException {
        return processes(main).stream()
                .filter(process -> commandLine(process).split(" ", 2)[0].endsWith("/java"))
                .toList();
    }

    /** Processes that bear its name and descend from no sandbox that is known. */
    List<String> orphans() throws IOException {
        List<Long> known = processes("").stream().map(ProcessHandle::pid).toList();
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains("--hostname " + agent))
                .filter(process -> !known.contains(process.pid()))
                .map(process -> process.pid() + ": " + commandLine(process))
                .toList();
    }

    /** The process of each side that its launcher has become. */
    private List<ProcessHandle> launchers() throws IOException {
        List<ProcessHandle> launchers = new ArrayList<>();
        for (String directory : directories()) {
            Path run = files().resolve("run").resolve(directory);
            for (String side : List.of("runner.pid", "hands.pid")) {
                if (Files.exists(run.resolve(side))) {
                    String pid = Files.readString(run.resolve(side)).strip().split("\\s+", 2)[0];
                    ProcessHandle.of(Long.parseLong(pid)).ifPresent(launchers::add);
                }
            }
        }
        return launchers;
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", process.pid() + "", "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            // It ended while we looked.
            return "";
        }
    }
}
