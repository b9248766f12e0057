package dev.ratoon.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of docs/acceptance.md: a sentence of an issue and what shows it, tests or a command.
 *
 * @param where what a machine must have for its tests to run at all; null if every machine has it
 */
record Requirement(
        int line,
        String sentence,
        List<String> tests,
        List<String> commands,
        @Nullable String where) {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST =
            Pattern.compile("[A-Z]\\w*(Test|IT|Contract)(\\$\\w+)?(#\\w+)?");
    private static final Pattern WHERE = Pattern.compile("\\bwhere: ([^|`]+)");

    /** All rows of the document; a row that shows nothing is an error of the document. */
    static List<Requirement> parse(String document) {
        var rows = new ArrayList<Requirement>();
        var lines = document.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            boolean heads = i + 1 < lines.size() && isRule(lines.get(i + 1));
            if (!line.startsWith("|") || isRule(line) || heads) {
                continue;
            }
            rows.add(row(i + 1, line));
        }
        return rows;
    }

    /** What stands between the head of a table and its rows. */
    private static boolean isRule(String line) {
        return line.strip().startsWith("| ---");
    }

    private static Requirement row(int number, String line) {
        String[] cells = line.substring(1).split("(?<!\\\\)\\|", -1);
        if (cells.length != 3 || cells[0].isBlank()) {
            throw new IllegalArgumentException(
                    "line " + number + " is not `| requirement | shown by |`: " + line);
        }
        var tests = new ArrayList<String>();
        var commands = new ArrayList<String>();
        var code = CODE.matcher(cells[1]);
        while (code.find()) {
            (TEST.matcher(code.group(1)).matches() ? tests : commands).add(code.group(1));
        }
        if (tests.isEmpty() && commands.isEmpty()) {
            throw new IllegalArgumentException(
                    "line " + number + " names neither a test nor a command: " + line);
        }
        var where = WHERE.matcher(cells[1]);
        return new Requirement(
                number,
                cells[0].strip(),
                List.copyOf(tests),
                List.copyOf(commands),
                where.find() ? where.group(1).strip() : null);
    }
}
