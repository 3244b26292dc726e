package org.mvjpeg.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mvjpeg.evaluation.report.ClicReport;

/** A comparison at one budget on the terminal: means, and in brackets gains over the baseline. */
final class ClicTable {
    private ClicTable() {}

    static List<String> lines(ClicReport report) {
        List<String> head = new ArrayList<>(List.of("way", "decoder", "bpp"));
        report.figures().forEach(figure -> head.add(figure.label()));
        head.add("decode ms/MP");
        TextTable table = new TextTable().row(head.toArray(String[]::new));
        for (ClicReport.Line line : report.lines()) {
            List<String> cells = new ArrayList<>(List.of(
                    line.row().way().name(),
                    line.row().decoder(),
                    String.format(Locale.ROOT, "%.4f", line.row().bitsPerPixel())));
            for (int i = 0; i < report.figures().size(); i++) {
                String form = report.figures().get(i).form();
                cells.add(String.format(
                        Locale.ROOT,
                        form + " (" + form.replace("%", "%+") + ")",
                        line.means().get(i).estimate(),
                        line.gains().get(i).estimate()));
            }
            cells.add(String.format(Locale.ROOT, "%.1f", line.row().decodeMillisPerMegapixel()));
            table.row(cells.toArray(String[]::new));
        }
        return table.lines();
    }
}
