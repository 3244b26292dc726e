package org.mvjpeg.evaluation.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.metrics.BootstrapInterval;

/** Curves of a measure over bits per pixel, one per arm, as SVG. */
final class Charts {
    private static final int WIDTH = 620;
    private static final int HEIGHT = 430;
    private static final Color INK = new Color(0x30343B);
    private static final Color GRID = new Color(0xE3E5E8);
    private static final Color UNCOMPRESSED = new Color(0x8A8F98);

    /** Told apart by those who do not see red or green as well (Okabe and Ito, 2008), then darker ones. */
    private static final List<Color> COLOURS = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x5B4B8A),
            new Color(0x7A5230),
            new Color(0x444444));

    private static final List<Marker> MARKERS = List.of(
            SeriesMarkers.CIRCLE,
            SeriesMarkers.SQUARE,
            SeriesMarkers.DIAMOND,
            SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.TRIANGLE_DOWN);

    private static final Pattern CLIP = Pattern.compile("clip-?\\d+");

    private Charts() {}

    /** The colour of an arm by its place. */
    static Color colour(int arm) {
        return COLOURS.get(arm % COLOURS.size());
    }

    /**
     * An SVG element, to stand inside HTML.
     *
     * @param id of its own in the document; the same for the same chart of every run
     */
    static String svg(SubjectFigures figures, Measure measure, List<Arm> arms, String id) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .xAxisTitle("bits per pixel")
                .yAxisTitle(measure.label() + (measure.unit().isEmpty() ? "" : ", " + measure.unit()))
                .build();
        style(chart);
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < arms.size(); i++) {
            // By rising rate, so that the line does not run back.
            List<PointFigures> points = figures.points(arms.get(i)).stream()
                    .filter(point -> Double.isFinite(point.values().get(measure).estimate()))
                    .sorted((a, b) -> Double.compare(a.bpp(), b.bpp()))
                    .toList();
            if (points.isEmpty()) {
                continue;
            }
            double[] octaves = points.stream()
                    .mapToDouble(point -> Math.log(point.bpp()) / Math.log(2))
                    .toArray();
            double[] values = points.stream()
                    .mapToDouble(
                            point -> measure.shown(point.values().get(measure).estimate()))
                    .toArray();
            least = Math.min(least, octaves[0]);
            most = Math.max(most, octaves[octaves.length - 1]);
            XYSeries series = chart.addSeries(arms.get(i).name(), octaves, values);
            series.setLineColor(colour(i)).setLineStyle(new BasicStroke(2f));
            series.setMarkerColor(colour(i)).setMarker(MARKERS.get(i % MARKERS.size()));
        }
        BootstrapInterval original = figures.original().get(measure);
        if (original != null && Double.isFinite(original.estimate()) && most > least) {
            double bound = measure.shown(original.estimate());
            XYSeries series = chart.addSeries("uncompressed", new double[] {least, most}, new double[] {bound, bound});
            series.setLineColor(UNCOMPRESSED)
                    .setLineStyle(new BasicStroke(
                            1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {5, 4}, 0));
            series.setMarker(SeriesMarkers.NONE);
        }
        // Letters are drawn as shapes, which no reader reads aloud.
        return inline(chart, id)
                .replaceFirst(
                        "<svg",
                        "<svg role=\"img\" aria-label=\"" + Html.escape(measure.label())
                                + " over bits per pixel, one line per arm\"");
    }

    private static void style(XYChart chart) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
        XYStyler styler = chart.getStyler();
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderColor(GRID);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1f));
        styler.setChartPadding(6);
        styler.setChartFontColor(INK);
        styler.setBaseFont(font);
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendFont(font);
        // Octaves on a linear axis: XChart labels a logarithmic one at powers of ten alone.
        styler.setxAxisTickLabelsFormattingFunction(octave -> String.format(Locale.ROOT, "%.3g", Math.pow(2, octave))
                .replaceFirst("(\\.\\d*?)0+$", "$1")
                .replaceFirst("\\.$", ""));
        styler.setXAxisMaxLabelCount(8);
        styler.setAxisTitleFont(font);
        styler.setAxisTickLabelsFont(font);
        styler.setAxisTickLabelsColor(INK);
        styler.setMarkerSize(7);
    }

    private static String inline(XYChart chart, String id) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InternalError | LinkageError e) {
            // This is how Java says that a machine has no fonts.
            throw new IllegalStateException(
                    "charts need a font and there is none (on Debian: apt install fontconfig fonts-dejavu-core)", e);
        }
        String document = bytes.toString(StandardCharsets.UTF_8);
        return renumbered(document.substring(document.indexOf("<svg")), id);
    }

    /** Clip paths are named by hash codes that no two runs share. */
    private static String renumbered(String svg, String id) {
        Map<String, String> names = new HashMap<>();
        return CLIP.matcher(svg)
                .replaceAll(found -> names.computeIfAbsent(found.group(), unseen -> id + "-clip" + names.size()));
    }
}
