/**
 * HEIF still image files of HEVC pictures, written and read in pure Java. The pictures themselves are neither encoded nor
 * decoded here; bring HEVC from any encoder that puts out an Annex B byte stream:
 *
 * <pre>{@code
 * byte[] stream = Files.readAllBytes(Path.of("picture.hevc")); // VPS, SPS, PPS and one intra picture
 * HevcPicture picture = HevcPicture.ofAnnexB(new byte[0], stream);
 * try (OutputStream out = Files.newOutputStream(Path.of("picture.heic"))) {
 *     HeifWriter.of(picture).size(639, 479).iccProfile(icc).writeTo(out);
 * }
 *
 * HeifFile file = HeifFile.read(Files.readAllBytes(Path.of("picture.heic")), HeifLimits.DEFAULT);
 * HevcPicture again = file.picture(file.primary());
 * decoder.send(again.annexB());
 * }</pre>
 *
 * <p>A picture in tiles is a {@link org.mvjpeg.heif.TiledPicture} on the way into a file and a {@link org.mvjpeg.heif.Grid} on the way
 * out.
 */
package org.mvjpeg.heif;
