package org.mvjpeg.tests;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A JPEG file as a camera writes it, built here: Exif, XMP, ICC, an orientation, and thumbnails in Exif and JFIF. */
final class CameraPhoto {
    static final int WIDTH = 160;
    static final int HEIGHT = 96;
    static final int ORIENTATION = 6;
    static final String MODEL = "Camera 1";
    static final String CREATOR = "<rdf:li>Ada</rdf:li>";

    private static final int APP1 = 0xe1;

    private CameraPhoto() {}

    static BufferedImage picture() {
        // A profile of its own: those of ColorSpace's constants the JDK's writer leaves out.
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        return Pictures.component(
                WIDTH, HEIGHT, new ICC_ColorSpace(ICC_Profile.getInstance(linear)), false, DataBuffer.TYPE_BYTE);
    }

    static byte[] jpeg() throws IOException {
        return with(plain(picture(), Pictures.draw(40, 24, BufferedImage.TYPE_INT_RGB)), exif(), xmp());
    }

    /** A JPEG file with further metadata segments behind its header. */
    static byte[] with(byte[] plain, byte[] exif, byte[] xmp) throws IOException {
        int end = 4 + (plain[4] & 0xff) * 256 + (plain[5] & 0xff);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, end);
        out.write(segment("Exif\0\0", exif));
        out.write(segment("http://ns.adobe.com/xap/1.0/\0", xmp));
        out.write(plain, end, plain.length - end);
        return out.toByteArray();
    }

    private static byte[] segment(String header, byte[] data) {
        return ByteBuffer.allocate(4 + header.length() + data.length)
                .put((byte) 0xff)
                .put((byte) APP1)
                .putShort((short) (2 + header.length() + data.length))
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
    }

    /** By the JDK's writer. @param thumbnail for the JFIF header, or {@code null} */
    static byte[] plain(BufferedImage image, BufferedImage thumbnail) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            var metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
            writer.write(null, new IIOImage(image, thumbnail == null ? null : List.of(thumbnail), metadata), null);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static byte[] exifThumbnail() throws IOException {
        return plain(Pictures.draw(32, 20, BufferedImage.TYPE_INT_RGB), null);
    }

    static byte[] xmp() {
        return ("<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
                        + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description"
                        + " xmlns:tiff='http://ns.adobe.com/tiff/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'"
                        + " tiff:Orientation='6'><dc:creator><rdf:Seq>" + CREATOR
                        + "</rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Model, orientation, 300 dpi, GPS (Greenwich's latitude), and a second directory with a thumbnail. */
    static byte[] exif() throws IOException {
        byte[] thumbnail = exifThumbnail();
        int model = 130;
        int x = 140;
        int y = 148;
        int latitude = 156;
        int picture = 200;
        ByteBuffer out = ByteBuffer.allocate(picture + thumbnail.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) 0x4949).putShort((short) 42).putInt(8);
        out.putShort((short) 6);
        entry(out, 0x0110, 2, MODEL.length() + 1, model);
        entry(out, 0x0112, 3, 1, ORIENTATION);
        entry(out, 0x011a, 5, 1, x);
        entry(out, 0x011b, 5, 1, y);
        entry(out, 0x0128, 3, 1, 2);
        entry(out, 0x8825, 4, 1, 86);
        out.putInt(0);
        // GPS directory.
        out.position(86).putShort((short) 1);
        entry(out, 2, 5, 3, latitude);
        out.putInt(0);
        out.position(model).put(MODEL.getBytes(StandardCharsets.US_ASCII));
        out.position(x).putInt(300).putInt(1).putInt(300).putInt(1);
        out.position(latitude)
                .putInt(51)
                .putInt(1)
                .putInt(28)
                .putInt(1)
                .putInt(38)
                .putInt(1);
        out.position(picture).put(thumbnail);
        return withSecondDirectory(out, picture, thumbnail.length);
    }

    private static byte[] withSecondDirectory(ByteBuffer block, int picture, int length) {
        int at = block.capacity() + (block.capacity() & 1);
        ByteBuffer out = ByteBuffer.allocate(at + 2 + 4 * 12 + 4).order(ByteOrder.LITTLE_ENDIAN);
        out.put(block.array()).position(at);
        out.putShort((short) 4);
        entry(out, 0x0103, 3, 1, 6);
        entry(out, 0x0112, 3, 1, ORIENTATION);
        entry(out, 0x0201, 4, 1, picture);
        entry(out, 0x0202, 4, 1, length);
        out.putInt(0);
        out.putInt(82, at);
        return out.array();
    }

    private static void entry(ByteBuffer out, int tag, int type, int count, int value) {
        out.putShort((short) tag).putShort((short) type).putInt(count);
        if (type == 3) {
            out.putShort((short) value).putShort((short) 0);
        } else {
            out.putInt(value);
        }
    }
}
