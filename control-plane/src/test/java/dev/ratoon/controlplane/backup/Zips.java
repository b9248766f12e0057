package dev.ratoon.controlplane.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Sound zips with something else in them. */
final class Zips {
    private Zips() {}

    static byte[] replacing(byte[] zip, String name, String text, String with) throws IOException {
        return rewritten(zip, name, text, with, false);
    }

    /** With checksums that fit, as somebody would write them who means it. */
    static byte[] sealedAgain(byte[] zip, String name, String text, String with)
            throws IOException {
        return rewritten(zip, name, text, with, true);
    }

    static String text(byte[] zip, String name) throws IOException {
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return new String(in.readAllBytes(), UTF_8);
                }
            }
        }
        throw new IOException("no entry " + name);
    }

    /** As it was laid out before payloads were in it. */
    static byte[] asFormatOne(byte[] zip) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var sums = new ArrayList<Manifest.Checksums.Entry>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip));
                var out = new ZipOutputStream(bytes)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                if (entry.getName().equals(Manifest.PAYLOADS)) {
                    continue;
                }
                if (entry.getName().equals(Manifest.ENTRY)) {
                    content =
                            new String(content, UTF_8)
                                    .replace("\"format\":2", "\"format\":1")
                                    .getBytes(UTF_8);
                } else if (entry.getName().equals(Manifest.CHECKSUMS)) {
                    var tree = new ObjectMapper().createObjectNode();
                    tree.putPOJO("entries", sums);
                    content = new ObjectMapper().writeValueAsBytes(tree);
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                var digested = new Digested();
                digested.to(out).write(content);
                sums.add(digested.as(entry.getName()));
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] rewritten(
            byte[] zip, String name, String text, String with, boolean sealed) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var sums = new ArrayList<Manifest.Checksums.Entry>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip));
                var out = new ZipOutputStream(bytes)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                if (entry.getName().equals(name)) {
                    content =
                            new String(content, ISO_8859_1)
                                    .replaceFirst(text, with)
                                    .getBytes(ISO_8859_1);
                } else if (entry.getName().equals(Manifest.CHECKSUMS) && sealed) {
                    content =
                            new ObjectMapper()
                                    .writeValueAsBytes(
                                            new Manifest.Checksums(sums, Manifest.Lost.NOTHING));
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                var digested = new Digested();
                digested.to(out).write(content);
                sums.add(digested.as(entry.getName()));
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
