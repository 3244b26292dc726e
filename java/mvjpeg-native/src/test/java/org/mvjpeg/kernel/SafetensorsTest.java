package org.mvjpeg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @Test
    void whatIsWrittenIsRead() throws IOException {
        Tensor tensor =
                new Tensor("a", Tensor.Type.I16, List.of(2, 3), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        Model read = read(write(new Model(List.of(tensor), Map.of("author", "\"quoted\" – ü"))));
        assertThat(read.metadata()).isEqualTo(Map.of("author", "\"quoted\" – ü"));
        Tensor back = read.tensor("a").orElseThrow();
        assertThat(back.type()).isEqualTo(Tensor.Type.I16);
        assertThat(back.shape()).containsExactly(2, 3);
        assertThat(back.data().getShort(2)).isEqualTo((short) 0x0403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":{\"dtype\":\"I8\",\"shape\":[9],\"data_offsets\":[0,9]}} | 0..9 of 8",
                "{\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,8]}} | needs 4",
                "{\"a\":{\"dtype\":\"I8\",\"shape\":[8],\"data_offsets\":[-8,0]}} | -8..0",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}} | F64",
                "{\"a\":{\"dtype\":\"I8\",\"shape\":[0],\"data_offsets\":[0,0]}} | shape",
                "{\"a\":{\"dtype\":\"I8\",\"shape\":[8]}} | no data_offsets",
                "{\"a\":7} | not an object",
                "{\"a\": | not JSON"
            })
    void brokenHeadersAreRefused(String json, String part) {
        assertThatThrownBy(() -> read(file(json)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(part);
    }

    @Test
    void noMutationEscapesAsAnotherException() throws IOException {
        byte[] good = write(Models.machine());
        Random random = new Random(6);
        for (int n = 0; n < 2000; n++) {
            byte[] bad = good.clone();
            int header = 8
                    + (int) ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong();
            for (int k = 0; k < 3; k++) {
                bad[random.nextInt(header)] = (byte) random.nextInt(256);
            }
            try {
                read(bad);
            } catch (IOException expected) {
                assertThat(expected).hasMessageStartingWith("safetensors: ");
            }
        }
    }

    private static byte[] file(String json) {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + header.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }

    private static Model read(byte[] file) throws IOException {
        return Safetensors.read(new ByteArrayInputStream(file));
    }

    private static byte[] write(Model model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Safetensors.write(model, out);
        return out.toByteArray();
    }
}
