package dev.ratoon.controlplane.load;

import java.io.IOException;
import java.util.List;

/** One byte at a time to a command that gives it back, as somebody who types waits for it. */
record Echo(String name, List<String> command, int times) {
    private static final int WARMING = 200;

    void run() throws IOException {
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var latencies = new Latencies();
        var in = process.getOutputStream();
        var out = process.getInputStream();
        for (int i = 0; i < WARMING + times; i++) {
            long began = System.nanoTime();
            in.write('a' + i % 26);
            in.flush();
            if (out.read() < 0) {
                throw new IllegalStateException("ended early: " + command);
            }
            if (i >= WARMING) {
                latencies.add(System.nanoTime() - began);
            }
        }
        in.close();
        System.out.println(latencies.line("echo of a byte: " + name));
    }
}
