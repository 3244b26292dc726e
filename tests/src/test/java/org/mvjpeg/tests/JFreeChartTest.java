package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.TexturePaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.data.category.DefaultCategoryDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JFreeChart as it is, with JPEG mode. */
class JFreeChartTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    @TempDir
    Path folder;

    @Test
    void chartsOverAPhotographLikeGroundGetSmallerAndStayTheChart() throws IOException {
        byte[] plain = written(0.5f);
        File file = folder.resolve("chart.jpg").toFile();
        byte[] preprocessed;
        try (JpegModeOn mode = new JpegModeOn()) {
            preprocessed = written(0.5f);
            ChartUtils.saveChartAsJPEG(file, 0.5f, chart(), WIDTH, HEIGHT);
        }
        assertThat(preprocessed.length).isLessThan(plain.length);
        assertThat(Files.readAllBytes(file.toPath())).isEqualTo(preprocessed);
        BufferedImage back = ImageIO.read(file);
        assertThat(back.getWidth()).isEqualTo(WIDTH);
        assertThat(Pictures.psnr(back, ImageIO.read(new ByteArrayInputStream(plain))))
                .isGreaterThan(25);
        assertThat(written(0.5f)).as("switched off").isEqualTo(plain);
    }

    private static byte[] written(float quality) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ChartUtils.writeChartAsJPEG(out, quality, chart(), WIDTH, HEIGHT);
        return out.toByteArray();
    }

    private static JFreeChart chart() {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (int year = 2019; year < 2026; year++) {
            data.addValue(Math.sin(year) + 2, "a", Integer.toString(year));
            data.addValue(Math.cos(year) + 2, "b", Integer.toString(year));
        }
        JFreeChart chart = ChartFactory.createLineChart("Two lines", "year", "value", data);
        BufferedImage ground = Pictures.textured(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        chart.getPlot().setBackgroundPaint(new TexturePaint(ground, new Rectangle(WIDTH, HEIGHT)));
        chart.setBackgroundPaint(Color.WHITE);
        CategoryAxis axis = chart.getCategoryPlot().getDomainAxis();
        axis.setCategoryMargin(0.1);
        return chart;
    }
}
