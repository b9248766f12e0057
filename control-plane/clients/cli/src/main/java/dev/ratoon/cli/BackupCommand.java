package dev.ratoon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "backup", description = "Write all that Ratoon keeps into one file.")
final class BackupCommand extends Verb {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss");
    private static final Duration SILENCE = Duration.ofMinutes(2);

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "Where to; else ratoon-DATE-TIME.zip here.")
    @Nullable Path file;

    @Option(names = "--force", description = "Replace the file if it is there.")
    boolean force;

    @Override
    void run() {
        Path target =
                file == null
                        ? Path.of(
                                "ratoon-"
                                        + SECOND.format(LocalDateTime.now(ZoneId.systemDefault()))
                                        + ".zip")
                        : file;
        if (Files.exists(target) && !Files.isDirectory(target) && !force) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    target + " is already there, and stays as it is.",
                    "Choose another name, or say --force");
        }
        requireFolder(target);
        Api api = api();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            long bytes = receive(api, part);
            BackupFile.Lost lost = new BackupFile(part).requireWhole();
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            output().show(
                            Json.object("file", target.toString()).put("bytes", bytes),
                            _ -> "Written: " + target + " (" + Progress.size(bytes) + ").");
            if (lost.count() > 0) {
                throw without(target, lost);
            }
        } catch (IOException e) {
            throw cut(api.url(), target, e);
        } finally {
            remove(part);
        }
    }

    private static void requireFolder(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(target) || !Files.isDirectory(folder)) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    target
                            + (Files.isDirectory(target)
                                    ? " is a folder, and no file to write."
                                    : " cannot be written: there is no folder " + folder + "."),
                    "Name a file in a folder that is there");
        }
    }

    private long receive(Api api, Path part) throws IOException {
        var progress = new Progress(ratoon().around(), "Backup");
        try (InputStream body = api.stream("/api/backup", SILENCE);
                OutputStream out = OwnerOnly.create(part)) {
            byte[] buffer = new byte[65_536];
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                out.write(buffer, 0, n);
                progress.more(n);
            }
        }
        return progress.end();
    }

    private static CommandFailure cut(URI url, Path target, IOException e) {
        return new CommandFailure(
                Exit.REFUSED,
                "The backup of "
                        + url
                        + " is not complete ("
                        + e.getMessage()
                        + "); "
                        + target
                        + " was not written.",
                "Look for room there and at ./ratoon logs, then say it again",
                e);
    }

    /** It is worth keeping, and somebody should look. */
    private static CommandFailure without(Path target, BackupFile.Lost lost) {
        return new CommandFailure(
                Exit.REFUSED,
                target
                        + " is whole but for payloads of logs that are missing or damaged in blobs/ of"
                        + " the home: "
                        + lost.count()
                        + ", the first is "
                        + lost.named()
                        + ".",
                "Restore a backup that has them; the log names each: ./ratoon logs");
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // It carries the ending .part: nobody takes it for a backup.
            return;
        }
    }
}
