package dev.ratoon.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Columns that align and fit 80 characters; {@code --json} has every cell whole. */
final class Table {
    private static final int WIDTH = 80;
    private static final int LEAST = 8;
    private static final Set<String> TYPED_AGAIN = Set.of("ID", "AGENT", "ENVIRONMENT");

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
     * is typed again.
     */
    private int[] widths() {
        int[] widths = new int[rows.getFirst().length];
        int total = 2 * (widths.length - 1);
        for (int i = 0; i < widths.length; i++) {
            for (String[] row : rows) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
            total += widths[i];
        }
        for (; total > WIDTH; total--) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                if (!TYPED_AGAIN.contains(rows.getFirst()[i])
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
        return cell.length() <= width
                ? cell + " ".repeat(width - cell.length())
                : cell.substring(0, width - 2) + "..";
    }
}
