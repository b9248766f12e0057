package dev.ratoon.runner.search;

import dev.ratoon.runner.wire.Account;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * The search as a process of the workspace's side. On its input: a name and a value in base64 a
 * line. Prints records that end with NUL: a name, a tab and a path; at last {@link #DONE}.
 */
public final class Main {
    /** The last record: without it the search was cut off. */
    static final String DONE = "done";

    private static final int MOST = 20;
    private static int told;

    private Main() {}

    public static void main(String[] folders) throws IOException {
        Map<String, String> secrets = new HashMap<>();
        try (var in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int tab = line.indexOf('\t');
                byte[] value = Base64.getDecoder().decode(line.substring(tab + 1));
                secrets.put(line.substring(0, tab), new String(value, StandardCharsets.UTF_8));
            }
        }
        var out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        var search =
                new Search(
                        Needle.of(secrets),
                        (name, path) -> {
                            if (told++ < MOST) {
                                out.print(name + "\t" + path + "\0");
                            }
                        });
        for (String folder : folders) {
            Path path = Path.of(folder);
            if (Files.isDirectory(path)) {
                search.below(path.toRealPath());
            } else {
                Account.detail("nothing to search", new IOException(folder));
            }
        }
        out.print(DONE + '\0');
        out.flush();
    }
}
