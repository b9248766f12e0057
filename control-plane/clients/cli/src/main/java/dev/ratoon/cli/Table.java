package dev.ratoon.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Columns that align and fit the terminal, or 80 cells; {@code --json} has every cell whole. */
final class Table {
    /** Of the terminal, as the launcher found it; a pipe has none. */
    private static final int WIDTH = Math.max(40, Integer.getInteger("ratoon.columns", 80));

    private static final int LEAST = 8;
    private static final Set<String> WHOLE =
            Set.of(
                    "ID",
                    "AGENT",
                    "ENVIRONMENT",
                    "STATE",
                    "UNTIL",
                    "HOST",
                    "USER OR KEY",
                    "FINGERPRINT");

    private final List<String[]> rows = new ArrayList<>();

    Table(String... headings) {
        rows.add(headings);
    }

    Table row(String... cells) {
        rows.add(cells);
        return this;
    }

    String render(String whenEmpty) {
        if (rows.size() == 1) {
            return whenEmpty;
        }
        int[] widths = widths();
        var text = new StringBuilder();
        for (String[] row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append(i == 0 ? "" : "  ").append(fit(row[i], widths[i]));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /**
     * As wide as the widest cell; what is too much is taken from the widest column, never from what
     * is typed again or a few words long.
     */
    private int[] widths() {
        int[] widths = new int[rows.getFirst().length];
        int total = 2 * (widths.length - 1);
        for (int i = 0; i < widths.length; i++) {
            for (String[] row : rows) {
                widths[i] = Math.max(widths[i], Cells.of(row[i]));
            }
            total += widths[i];
        }
        for (; total > WIDTH; total--) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                if (!WHOLE.contains(rows.getFirst()[i])
                        && widths[i] > LEAST
                        && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static String fit(String cell, int width) {
        String fitting = Cells.of(cell) <= width ? cell : Cells.beginning(cell, width - 2) + "..";
        return fitting + " ".repeat(width - Cells.of(fitting));
    }
}
