package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.client.j2se.MatrixToImageConfig;
import com.google.zxing.client.j2se.MatrixToImageWriter;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeWriter;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ZXing writes bar codes with one bit per pixel; a machine must be able to read them afterwards. */
class ZxingTest {
    private static final String TEXT = "https://example.org/a/rather/long/address?with=parameters&and=more";

    @TempDir
    Path folder;

    @Test
    void qrCodesAreWrittenByName() throws Exception {
        int side = 200;
        Path file = folder.resolve("code.heic");
        BitMatrix matrix = new QRCodeWriter().encode(TEXT, BarcodeFormat.QR_CODE, side, side);
        MatrixToImageWriter.writeToPath(matrix, "mvjpeg", file);
        assertThat(decode(file)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource({"mvjpeg, 300", "heic, 300", "heif, 120", "mvjpeg, 1000"})
    void qrCodesSurvive(String format, int side) throws Exception {
        BitMatrix matrix = new QRCodeWriter().encode(TEXT, BarcodeFormat.QR_CODE, side, side);
        Path file = folder.resolve("code." + format);
        MatrixToImageWriter.writeToPath(matrix, format, file);
        assertThat(decode(file)).isEqualTo(TEXT);

        MatrixToImageConfig coloured = new MatrixToImageConfig(0xFF102040, 0xFFFFF0D0);
        MatrixToImageWriter.writeToPath(matrix, format, file, coloured);
        assertThat(decode(file)).isEqualTo(TEXT);
    }

    private static String decode(Path file) throws Exception {
        BufferedImageLuminanceSource source = new BufferedImageLuminanceSource(ImageIO.read(file.toFile()));
        return new MultiFormatReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }
}
