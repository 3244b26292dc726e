package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExifTest {
    static Stream<ByteOrder> orders() {
        return Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void uprightChangesThePicturesTagAndNothingElse(ByteOrder order) {
        byte[] photo = ExifBytes.photo(order, 6);
        Exif exif = Exif.of(photo);
        assertThat(exif.orientation()).contains(Orientation.RIGHT_TOP);

        Exif upright = exif.upright();

        assertThat(upright.orientation()).contains(Orientation.TOP_LEFT);
        assertThat(upright.toByteArray()).isEqualTo(ExifBytes.photo(order, 1, 6));
        assertThat(exif.toByteArray()).isEqualTo(photo);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void theResolutionIsReplaced(ByteOrder order) {
        Exif exif = Exif.of(ExifBytes.photo(order, 1));
        assertThat(exif.resolution()).contains(new Exif.Resolution(300, 300));
        assertThat(exif.hasLocation()).isTrue();

        Exif changed = exif.withResolution(new Exif.Resolution(72, 96.5));

        assertThat(changed.resolution()).contains(new Exif.Resolution(72, 96.5));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void whatIsNewIsAppendedAndTheMakersNoteKeepsItsPlace(ByteOrder order) {
        byte[] photo = ExifBytes.photo(order, 6);
        Exif changed = Exif.of(photo)
                .with(Exif.Text.DESCRIPTION, "A lighthouse")
                .with(Exif.Text.COMMENT, "Übermut")
                .with(Exif.Text.TAKEN, "2024:05:06 07:08:09");

        byte[] bytes = changed.toByteArray();
        assertThat(Arrays.copyOfRange(bytes, ExifBytes.NOTE_AT, ExifBytes.NOTE_AT + ExifBytes.NOTE.length))
                .isEqualTo(ExifBytes.NOTE);
        assertThat(changed.text(Exif.Text.DESCRIPTION)).contains("A lighthouse");
        assertThat(changed.text(Exif.Text.COMMENT)).contains("Übermut");
        assertThat(changed.text(Exif.Text.TAKEN)).contains("2024:05:06 07:08:09");
        assertThat(changed.orientation()).contains(Orientation.RIGHT_TOP);
        assertThat(changed.resolution()).contains(new Exif.Resolution(300, 300));
        assertThat(changed.upright().orientation()).contains(Orientation.TOP_LEFT);
        assertThat(changed.hasLocation()).isTrue();
    }

    @Test
    void anEmptyBlockTakesEverything() {
        Exif exif = Exif.empty().withResolution(new Exif.Resolution(299.999, 0.001));
        for (Exif.Text text : Exif.Text.values()) {
            assertThat(exif.text(text)).isEmpty();
            exif = exif.with(text, "äöü " + text);
        }
        for (Exif.Text text : Exif.Text.values()) {
            assertThat(exif.text(text)).contains("äöü " + text);
        }
        assertThat(exif.resolution()).contains(new Exif.Resolution(299.999, 0.001));
        assertThat(exif.orientation()).isEmpty();
        assertThat(exif.upright()).isEqualTo(exif);
        assertThat(Exif.of(exif.toByteArray())).isEqualTo(exif);
    }

    @Test
    void centimetresAreConverted() {
        byte[] photo = ExifBytes.photo(ByteOrder.BIG_ENDIAN, 1);
        photo[8 + 2 + 3 * 12 + 9] = 3;
        assertThat(Exif.of(photo).resolution()).contains(new Exif.Resolution(762, 762));
        photo[8 + 2 + 3 * 12 + 9] = 1;
        assertThat(Exif.of(photo).resolution()).isEmpty();
    }

    @Test
    void resolutionsThatNobodyHasAreRefused() {
        assertThatThrownBy(() -> new Exif.Resolution(0, 72))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0 dpi")
                .hasMessageContaining("0.001");
        assertThatThrownBy(() -> new Exif.Resolution(72, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoTiffIsRefused() {
        assertThatThrownBy(() -> Exif.of(new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 bytes");
        assertThatThrownBy(() -> Exif.of("Exif\0\0II*\0".getBytes())).isInstanceOf(IllegalArgumentException.class);
        byte[] far = ExifBytes.orientation(ByteOrder.BIG_ENDIAN, 1);
        far[7] = 120;
        assertThatThrownBy(() -> Exif.of(far))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("120")
                .hasMessageContaining("26 bytes");
    }

    @Test
    void cutBlocksAreReadAsFarAsTheyGoAndCanBeAddedTo() {
        byte[] photo = ExifBytes.photo(ByteOrder.LITTLE_ENDIAN, 6);
        for (int length = 10; length < photo.length; length++) {
            use(Exif.of(Arrays.copyOf(photo, length)));
        }
    }

    @Test
    void directoriesThatPointToEachOtherEnd() {
        byte[] loop = ExifBytes.photo(ByteOrder.BIG_ENDIAN, 6);
        ByteBuffer.wrap(loop).putInt(82, 8); // the second directory is the first
        ByteBuffer.wrap(loop).putInt(8 + 2 + 4 * 12 + 8, 8); // and so is the Exif directory
        Exif exif = Exif.of(loop);
        assertThat(exif.upright().orientation()).contains(Orientation.TOP_LEFT);
        use(exif);
    }

    @Test
    void noDamageBreaksReading() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] photo = ExifBytes.photo(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, 6);
            for (int k = random.nextInt(6); k >= 0; k--) {
                photo[8 + random.nextInt(photo.length - 8)] = (byte) random.nextInt();
            }
            change(Exif.of(photo));
        }
    }

    private static Exif change(Exif exif) {
        exif.upright();
        exif.resolution();
        exif.hasLocation();
        for (Exif.Text text : Exif.Text.values()) {
            exif.text(text);
        }
        return exif.with(Exif.Text.TAKEN, "2024:01:01 00:00:00").withResolution(new Exif.Resolution(72, 72));
    }

    private static void use(Exif exif) {
        Exif changed = change(exif);
        assertThat(changed.resolution()).contains(new Exif.Resolution(72, 72));
        assertThat(changed.text(Exif.Text.TAKEN)).contains("2024:01:01 00:00:00");
    }
}
