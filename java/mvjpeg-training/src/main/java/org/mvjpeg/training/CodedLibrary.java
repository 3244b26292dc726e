package org.mvjpeg.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.mvjpeg.codec.I420;

/** Squares of photographs before and behind the codec, coded when they are first asked for and then kept on disk. Safe from many threads. */
final class CodedLibrary {
    private final Path folder;
    private final int side;
    private final IntFunction<CodedPair> coder;

    /** @param coder by number, always the same for one */
    CodedLibrary(Path folder, int side, IntFunction<CodedPair> coder) {
        this.folder = folder;
        this.side = side;
        this.coder = coder;
    }

    /** The square of a number. @throws UncheckedIOException if it cannot be kept or read */
    CodedPair get(int number) {
        Path file = folder.resolve(number + ".planes");
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            CodedPair pair = coder.apply(number);
            write(file, pair);
            return pair;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CodedPair read(Path file) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
        if (all.remaining() != Integer.BYTES + 3 * side * side) {
            throw new IOException(file + " has " + all.remaining() + " bytes; two pictures of " + side + "x" + side
                    + " need " + (Integer.BYTES + 3 * side * side));
        }
        int bytes = all.getInt();
        return new CodedPair(planes(all), planes(all), bytes);
    }

    private I420 planes(ByteBuffer from) {
        byte[][] planes = {new byte[side * side], new byte[side * side / 4], new byte[side * side / 4]};
        for (byte[] plane : planes) {
            from.get(plane);
        }
        return new I420(side, side, planes[0], planes[1], planes[2]);
    }

    private void write(Path file, CodedPair pair) {
        ByteBuffer all = ByteBuffer.allocate(Integer.BYTES + 3 * side * side).putInt(pair.bytes());
        for (I420 picture : new I420[] {pair.original(), pair.decoded()}) {
            all.put(picture.y()).put(picture.u()).put(picture.v());
        }
        try {
            AtomicFiles.write(file, all.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
