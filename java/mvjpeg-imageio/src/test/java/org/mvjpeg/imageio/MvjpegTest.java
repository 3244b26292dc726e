package org.mvjpeg.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import javax.imageio.IIOException;
import javax.imageio.ImageWriteParam;
import javax.imageio.spi.IIORegistry;
import org.junit.jupiter.api.Test;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Profile;

class MvjpegTest {
    @Test
    void warmingUpWorksMoreThanOnceAndWithParameters() throws IOException {
        assertThat(Mvjpeg.warmUp()).isPositive();
        MvjpegImageWriteParam param = new MvjpegImageWriteParam(null);
        param.setQp(40);
        param.setProfile(Profile.HUMAN);
        assertThat(Mvjpeg.warmUp(param)).isBetween(Duration.ofNanos(1), Duration.ofMinutes(1));
    }

    @Test
    void parametersThatNoPictureCanHaveAreRefused() {
        MvjpegImageWriteParam param = new MvjpegImageWriteParam(null);
        param.setCompressionMode(ImageWriteParam.MODE_DISABLED);
        assertThatThrownBy(() -> Mvjpeg.warmUp(param))
                .isInstanceOf(IIOException.class)
                .hasMessageContaining("Compression");
    }

    @Test
    void withoutTheProviderThatIsSaid() {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        MvjpegImageWriterSpi provider = registry.getServiceProviderByClass(MvjpegImageWriterSpi.class);
        registry.deregisterServiceProvider(provider);
        try {
            assertThatThrownBy(Mvjpeg::warmUp)
                    .isInstanceOf(IIOException.class)
                    .hasMessageContaining("not registered with ImageIO");
        } finally {
            registry.registerServiceProvider(provider);
        }
    }

    @Test
    void anEncoderOfOnesOwnWarmsUpUntilItIsClosed() {
        MvjpegEncoder encoder = new MvjpegEncoder();
        EncoderOptions options = EncoderOptions.builder().build();
        assertThat(encoder.warmUp(options)).isPositive();
        encoder.close();
        assertThatIllegalStateException().isThrownBy(() -> encoder.warmUp(options));
    }
}
