package org.mvjpeg.kernel;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors file format: an unsigned 64-bit little-endian header length, a JSON header of tensors by name and of string
 * metadata, then the tensors' bytes.
 */
public final class Safetensors {
    /** Models are well under a megabyte; nothing larger is read. */
    public static final int MAX_BYTES = 16 << 20;

    private static final String METADATA = "__metadata__";

    private Safetensors() {}

    /**
     * Reads a model to the end of the stream.
     *
     * @throws IOException if the stream fails, exceeds {@link #MAX_BYTES} or is not a safetensors file of known types
     */
    public static Model read(InputStream in) throws IOException {
        byte[] file = in.readNBytes(MAX_BYTES + 1);
        if (file.length > MAX_BYTES) {
            throw new IOException("safetensors: larger than the limit of " + MAX_BYTES + " bytes");
        }
        if (file.length < Long.BYTES) {
            throw new IOException("safetensors: " + file.length + " bytes are too few for a header length");
        }
        long headerLength = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (headerLength < 0 || headerLength > file.length - Long.BYTES) {
            throw new IOException(
                    "safetensors: a header of " + headerLength + " bytes does not fit the file of " + file.length);
        }
        int start = Long.BYTES + (int) headerLength;
        String json = new String(file, Long.BYTES, (int) headerLength, StandardCharsets.UTF_8);
        try {
            JsonObject header = JsonParser.object().from(json);
            Map<String, String> metadata = new LinkedHashMap<>();
            List<Tensor> tensors = new ArrayList<>();
            for (String name : header.keySet()) {
                JsonObject entry = header.getObject(name);
                if (entry == null) {
                    throw new IOException("safetensors: '" + name + "' is not an object");
                }
                if (name.equals(METADATA)) {
                    entry.keySet().forEach(key -> metadata.put(key, entry.getString(key, "")));
                } else {
                    tensors.add(tensor(name, entry, file, start));
                }
            }
            return new Model(tensors, metadata);
        } catch (JsonParserException e) {
            throw new IOException("safetensors: the header is not JSON: " + e.getMessage(), e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException("safetensors: " + e.getMessage(), e);
        }
    }

    private static Tensor tensor(String name, JsonObject entry, byte[] file, int start) throws IOException {
        JsonArray shape = entry.getArray("shape");
        JsonArray offsets = entry.getArray("data_offsets");
        if (shape == null || offsets == null || offsets.size() != 2) {
            throw new IOException("safetensors: tensor '" + name + "' has no shape or no data_offsets");
        }
        long from = offsets.getLong(0);
        long to = offsets.getLong(1);
        if (from < 0 || to < from || to > file.length - start) {
            throw new IOException("safetensors: tensor '" + name + "' lies at " + from + ".." + to + " of "
                    + (file.length - start) + " bytes");
        }
        List<Integer> extents = new ArrayList<>();
        for (int k = 0; k < shape.size(); k++) {
            extents.add(shape.getInt(k));
        }
        Tensor.Type type = Tensor.Type.valueOf(entry.getString("dtype", ""));
        return new Tensor(name, type, extents, Arrays.copyOfRange(file, start + (int) from, start + (int) to));
    }

    /** Writes a model; the same model always gives the same bytes. */
    public static void write(Model model, OutputStream out) throws IOException {
        JsonObject header = new JsonObject();
        if (!model.metadata().isEmpty()) {
            JsonObject metadata = new JsonObject();
            metadata.putAll(model.metadata());
            header.put(METADATA, metadata);
        }
        long offset = 0;
        for (Tensor tensor : model.tensors()) {
            JsonObject entry = new JsonObject();
            entry.put("dtype", tensor.type().name());
            entry.put("shape", new JsonArray(tensor.shape()));
            long end = offset + tensor.bytes().length;
            entry.put("data_offsets", new JsonArray(List.of(offset, end)));
            header.put(tensor.name(), entry);
            offset = end;
        }
        byte[] json = JsonWriter.string(header).getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES; // the format aligns its data
        ByteBuffer head = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(padded).put(json);
        while (head.hasRemaining()) {
            head.put((byte) ' ');
        }
        out.write(head.array());
        for (Tensor tensor : model.tensors()) {
            out.write(tensor.bytes());
        }
    }
}
