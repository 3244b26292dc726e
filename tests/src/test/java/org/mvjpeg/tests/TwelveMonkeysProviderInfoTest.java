package org.mvjpeg.tests;

import com.twelvemonkeys.imageio.spi.ReaderWriterProviderInfo;
import com.twelvemonkeys.imageio.spi.ReaderWriterProviderInfoTest;
import org.mvjpeg.imageio.MvjpegFormat;
import org.mvjpeg.imageio.MvjpegImageReader;
import org.mvjpeg.imageio.MvjpegImageReaderSpi;
import org.mvjpeg.imageio.MvjpegImageWriter;
import org.mvjpeg.imageio.MvjpegImageWriterSpi;
import org.mvjpeg.imageio.MvjpegMetadataFormat;

class TwelveMonkeysProviderInfoTest extends ReaderWriterProviderInfoTest {
    @Override
    protected ReaderWriterProviderInfo createProviderInfo() {
        return new Info();
    }

    private static final class Info extends ReaderWriterProviderInfo {
        Info() {
            super(
                    Info.class,
                    MvjpegFormat.names(),
                    MvjpegFormat.suffixes(),
                    MvjpegFormat.mimeTypes(),
                    MvjpegImageReader.class.getName(),
                    new String[] {MvjpegImageReaderSpi.class.getName()},
                    MvjpegImageWriter.class.getName(),
                    new String[] {MvjpegImageWriterSpi.class.getName()},
                    false,
                    null,
                    null,
                    null,
                    null,
                    true,
                    MvjpegMetadataFormat.NAME,
                    MvjpegMetadataFormat.class.getName(),
                    null,
                    null);
        }
    }
}
