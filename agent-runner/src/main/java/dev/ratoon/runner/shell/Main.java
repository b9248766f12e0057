package dev.ratoon.runner.shell;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/** The shell harness on standard input and output. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        new ShellAgent(
                        new FileInputStream(FileDescriptor.in),
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)))
                .listen();
        System.exit(0);
    }
}
