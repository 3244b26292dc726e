package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PDFBox's command line as it is downloaded, with the plug-in put on its class path. */
class PdfBoxTest {
    /** As the README has it. */
    private static final String COMMAND =
            "java -cp 'pdfbox-app-3.0.8.jar:mvjpeg/*' org.apache.pdfbox.tools.PDFBox render -format heic -dpi 144 -i page.pdf";

    @TempDir
    Path folder;

    @Test
    void renderWritesHeic() throws Exception {
        BufferedImage heic = render("heic");
        assertThat(heic.getWidth()).isEqualTo(400);
        assertThat(heic.getHeight()).isEqualTo(200);
        assertThat(Pictures.psnr(render("png"), heic)).isGreaterThan(28);
    }

    private BufferedImage render(String format) throws Exception {
        Path pdf = Files.writeString(folder.resolve("page.pdf"), page(), StandardCharsets.US_ASCII);
        String path = Children.program("pdfbox-app") + File.pathSeparator + Children.plugInPath();
        Map<String, String> places = Map.of(
                "java",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "'pdfbox-app-3.0.8.jar:mvjpeg/*'",
                path,
                "page.pdf",
                pdf.toString(),
                "heic",
                format);
        Children.Result result = Children.run(Stream.of(COMMAND.split(" "))
                .map(word -> places.getOrDefault(word, word))
                .toList());
        assertThat(result.status()).as(result.output()).isZero();
        return ImageIO.read(folder.resolve("page-1." + format).toFile());
    }

    /** A page of 200 x 100 points with coloured rectangles and a line of text. */
    private static String page() {
        String drawing = "0.8 0.1 0.2 rg 20 20 60 60 re f 0.1 0.3 0.7 rg 100 30 80 40 re f"
                + " 0 g BT /F1 14 Tf 20 84 Td (A page for machines) Tj ET";
        List<String> objects = List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R"
                        + " /Resources << /Font << /F1 5 0 R >> >> >>",
                "<< /Length " + drawing.length() + " >>\nstream\n" + drawing + "\nendstream",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        StringBuilder file = new StringBuilder("%PDF-1.4\n");
        List<Integer> offsets = new ArrayList<>();
        for (String object : objects) {
            offsets.add(file.length());
            file.append(offsets.size()).append(" 0 obj\n").append(object).append("\nendobj\n");
        }
        int table = file.length();
        file.append("xref\n0 6\n0000000000 65535 f \n");
        offsets.forEach(offset -> file.append("%010d 00000 n \n".formatted(offset)));
        return file.append("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n")
                .append(table)
                .append("\n%%EOF\n")
                .toString();
    }
}
