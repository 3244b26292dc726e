package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormat;
import org.junit.jupiter.api.Test;

/** The plug-in as named modules: ImageIO finds the providers by {@code module-info}. */
class ModulePathTest {
    @Test
    void thePluginWorksFromTheModulePath() throws Exception {
        assertThat(run(WithdrawalTest.Program.class)).isEqualTo("write mvjpeg true, read true, write png true");
    }

    @Test
    void theMetadataFormatIsFoundAndDescribed() throws Exception {
        assertThat(run(FormatProgram.class)).isEqualTo("org_mvjpeg_image_1.0, Exif, from the TIFF header on");
    }

    /** Asks for the format as users of ImageIO do, by its name. */
    static final class FormatProgram {
        public static void main(String[] arguments) {
            IIOMetadata metadata = ImageIO.getImageWritersByFormatName("mvjpeg")
                    .next()
                    .getDefaultImageMetadata(ImageTypeSpecifier.createFromBufferedImageType(1), null);
            IIOMetadataFormat format = metadata.getMetadataFormat(metadata.getNativeMetadataFormatName());
            System.out.println(format.getRootName() + ", " + format.getElementDescription("Exif", null));
        }
    }

    private static String run(Class<?> program) throws Exception {
        Children.Result result = Children.java(
                program,
                entry -> !Children.isPlugIn(entry),
                List.of(
                        "--module-path",
                        Children.plugInPath(),
                        "--add-modules",
                        "ALL-MODULE-PATH",
                        "--enable-native-access=org.bytedeco.javacpp,org.bytedeco.ffmpeg,org.mvjpeg.kernel"));
        return result.output().strip();
    }
}
