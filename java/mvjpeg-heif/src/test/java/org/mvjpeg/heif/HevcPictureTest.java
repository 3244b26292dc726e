package org.mvjpeg.heif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HevcPictureTest {
    private static final String X265_STILL = "main-still-64x48-qp30.hevc";
    private static final String X265_REXT = "rext-444-10-bit-70x42-qp37.hevc";

    @Test
    void aStillOfX265IsReadAsFfprobeReadsIt() throws HeifException {
        HevcPicture picture = HevcPicture.ofAnnexB(new byte[0], HevcStream.resource(X265_STILL));

        assertThat(picture.width()).isEqualTo(64);
        assertThat(picture.height()).isEqualTo(48);
        assertThat(picture.chromaFormat()).isEqualTo(1);
        assertThat(picture.bitDepthLuma()).isEqualTo(8);
        assertThat(picture.profile()).isEqualTo(3);
        assertThat(picture.level()).isEqualTo(30);
        assertThat(picture.qp()).isEqualTo(30);
        assertThat(picture.colour()).contains(new ColourDescription(1, 13, 6, true));
    }

    @Test
    void aTenBitStillOfX265WithAConformanceWindowIsReadAsFfprobeReadsIt() throws HeifException {
        HevcPicture picture = HevcPicture.ofAnnexB(new byte[0], HevcStream.resource(X265_REXT));

        assertThat(picture.width()).isEqualTo(70);
        assertThat(picture.height()).isEqualTo(42);
        assertThat(picture.codedWidth()).isEqualTo(72);
        assertThat(picture.codedHeight()).isEqualTo(48);
        assertThat(picture.chromaFormat()).isEqualTo(3);
        assertThat(picture.bitDepthLuma()).isEqualTo(10);
        assertThat(picture.bitDepthChroma()).isEqualTo(10);
        assertThat(picture.profile()).isEqualTo(4);
        assertThat(picture.qp()).isEqualTo(37);
        assertThat(picture.colour()).contains(new ColourDescription(2, 2, 2, false));
    }

    @Test
    void parameterSetsAndSlicesKeepTheirBytes() throws HeifException {
        byte[] stream = HevcStream.resource(X265_STILL);

        HevcPicture picture = HevcPicture.ofAnnexB(new byte[0], stream);

        // x265 writes the first start code of a stream with four bytes and this one holds nothing to drop.
        assertThat(HevcPicture.ofAnnexB(new byte[0], picture.annexB()).annexB()).isEqualTo(picture.annexB());
        assertThat(NalUnit.splitAnnexB(picture.annexB())).isEqualTo(NalUnit.splitAnnexB(stream));
    }

    @Test
    void theDecoderConfigurationAndTheSampleMakeTheSamePicture() throws HeifException {
        for (String name : new String[] {X265_STILL, X265_REXT}) {
            HevcPicture picture = HevcPicture.ofAnnexB(new byte[0], HevcStream.resource(name));

            HevcPicture again = HevcPicture.ofItem(picture.decoderConfiguration(), picture.sample());

            assertThat(again.annexB()).isEqualTo(picture.annexB());
            assertThat(again.sample()).isEqualTo(picture.sample());
            assertThat(again.decoderConfiguration()).isEqualTo(picture.decoderConfiguration());
        }
    }

    @Test
    void theDecoderConfigurationHoldsTheUnescapedProfileTierLevel() {
        HevcStream stream = new HevcStream();

        byte[] hvcC = stream.picture().decoderConfiguration();

        assertThat(Arrays.copyOf(hvcC, 13)).containsExactly(1, 3, 0x10, 0, 0, 0, 0x90, 0, 0, 0, 0, 0, 93);
        assertThat(Arrays.copyOfRange(hvcC, 13, 23)).containsExactly(0xf0, 0, 0xfc, 0xfd, 0xf8, 0xf8, 0, 0, 0x0f, 3);
        assertThat(hvcC[23]).isEqualTo((byte) (0x80 | NalUnit.VPS));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void lengthPrefixesOfEverySizeAreRead(int lengthSize) throws HeifException {
        HevcPicture picture = new HevcStream().picture();
        byte[] hvcC = picture.decoderConfiguration();
        hvcC[21] = (byte) (hvcC[21] & ~3 | lengthSize - 1);
        byte[] sample = picture.sample();

        HevcPicture again = HevcPicture.ofItem(hvcC, Arrays.copyOfRange(sample, 4 - lengthSize, sample.length));

        assertThat(again.annexB()).isEqualTo(picture.annexB());
        assertThat(again.sample()).isEqualTo(sample);
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 2", "2, 2, 1", "3, 1, 1", "0, 1, 1"})
    void theConformanceWindowCountsInUnitsOfChroma(int chromaFormat, int unitX, int unitY) {
        HevcStream stream = new HevcStream();
        stream.chromaFormat = chromaFormat;
        stream.cropRight = 3 * unitX;
        stream.cropBottom = 5 * unitY;

        HevcPicture picture = stream.picture();

        assertThat(picture.chromaFormat()).isEqualTo(chromaFormat);
        assertThat(picture.width()).isEqualTo(64 - 3 * unitX);
        assertThat(picture.height()).isEqualTo(48 - 5 * unitY);
        assertThat(picture.codedWidth()).isEqualTo(64);
        assertThat(picture.codedHeight()).isEqualTo(48);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 26, 37, 51})
    void theQuantiserIsTheSumOfPictureAndSlice(int qp) {
        for (int nalType : new int[] {19, HevcStream.IDR_N_LP, HevcStream.CRA}) {
            for (boolean every : new boolean[] {false, true}) {
                HevcStream stream = new HevcStream();
                stream.initQp = 30;
                stream.sliceQpDelta = qp - 30;
                stream.nalType = nalType;
                stream.everySyntaxElement = every;
                stream.subLayers = every ? 3 : 1;

                HevcPicture picture = stream.picture();

                assertThat(picture.qp()).isEqualTo(qp);
                assertThat(picture.colour()).contains(stream.colour);
                assertThat(picture.level()).isEqualTo(93);
            }
        }
    }

    @Test
    void tenBitPicturesMayHaveNegativeQuantisers() {
        HevcStream stream = new HevcStream();
        stream.bitDepth = 10;
        stream.sliceQpDelta = -38;

        assertThat(stream.picture().qp()).isEqualTo(-12);
        stream.sliceQpDelta = -39;
        assertThatThrownBy(stream::picture).hasMessageContaining("slice_qp_delta is -39, only -38..25 is allowed");
    }

    @Test
    void whatIsWrongInASliceHeaderIsNamedWithItsBit() {
        HevcStream stream = new HevcStream();
        stream.initQp = 30;
        stream.sliceQpDelta = 22;

        assertThatThrownBy(stream::picture)
                .hasRootCauseInstanceOf(HeifException.class)
                .hasRootCauseMessage("slice header: slice_qp_delta is 22, only -30..21 is allowed, at bit 8");
    }

    @Test
    void aSliceHeaderThatIsCutHasNoQuantiser() {
        HevcStream stream = new HevcStream();
        stream.nalType = HevcStream.CRA;
        stream.everySyntaxElement = true;
        stream.payload = new byte[0];
        byte[] slice = stream.slice();

        for (int length = 7; length < slice.length - 1; length++) {
            byte[] packet = HevcStream.concat(stream.parameterSets(), Arrays.copyOf(slice, length));
            assertThatThrownBy(() -> HevcPicture.ofAnnexB(new byte[0], packet))
                    .as("%d bytes", length)
                    .isInstanceOf(HeifException.class)
                    .hasMessageStartingWith("slice header: ");
        }
    }

    /** Whatever headers say, the network is asked for a QP that there is, or the file is refused. */
    @Test
    void brokenHeadersGiveAQuantiserOfTheScaleOrNone() {
        Random random = new Random(6);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            HevcStream stream = new HevcStream();
            stream.everySyntaxElement = i % 2 == 0;
            stream.nalType = i % 3 == 0 ? HevcStream.CRA : HevcStream.IDR_N_LP;
            byte[] packet = HevcStream.concat(stream.parameterSets(), stream.slice());
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                HevcPicture picture = HevcPicture.ofAnnexB(new byte[0], packet);
                assertThat(picture.qp()).isBetween(-6 * (picture.bitDepthLuma() - 8), 51);
                read++;
            } catch (HeifException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(read).isBetween(1000, 19_000);
    }

    @Test
    void aStreamWithoutVuiSaysNothingOnColour() {
        HevcStream stream = new HevcStream();
        stream.colour = null;

        assertThat(stream.picture().colour()).isEmpty();
    }

    @Test
    void parameterSetsMayLieInEitherArrayAndOtherUnitsAreDropped() throws HeifException {
        HevcStream stream = new HevcStream();
        byte[] sei = HevcStream.nal(39, new byte[] {5, 1, 7, (byte) 0x80});
        byte[] delimiter = HevcStream.nal(35, new byte[] {0x50});
        byte[] upperLayer = HevcStream.nal(HevcStream.IDR_N_LP, new byte[] {1, 2, 3});
        upperLayer[5] |= 8;
        byte[] expected = stream.picture().annexB();

        byte[] packet = HevcStream.concat(delimiter, stream.parameterSets(), sei, stream.slice(), upperLayer, sei);

        assertThat(HevcPicture.ofAnnexB(new byte[0], packet).annexB()).isEqualTo(expected);
        assertThat(HevcPicture.ofAnnexB(stream.parameterSets(), packet).annexB())
                .isEqualTo(expected);
        assertThat(HevcPicture.ofAnnexB(packet, new byte[0]).annexB()).isEqualTo(expected);
    }

    @Test
    void aMissingUnitIsNamed() {
        HevcStream stream = new HevcStream();

        assertRefused(HevcStream.concat(stream.sps(), stream.pps(), stream.slice()), "no VPS");
        assertRefused(HevcStream.concat(stream.vps(), stream.pps(), stream.slice()), "no SPS");
        assertRefused(HevcStream.concat(stream.vps(), stream.sps(), stream.slice()), "no PPS");
        assertRefused(stream.parameterSets(), "no slice");
        assertRefused(new byte[0], "no VPS");
    }

    @Test
    void whatIsNotOneIntraPictureIsRefused() {
        HevcStream stream = new HevcStream();
        byte[] two = HevcStream.concat(stream.parameterSets(), stream.slice(), stream.slice());
        assertRefused(two, "more than one picture");
        stream.sliceType = 1;
        assertRefused(HevcStream.concat(stream.parameterSets(), stream.slice()), "slice_type is 1");
        stream.nalType = 1;
        assertRefused(HevcStream.concat(stream.parameterSets(), stream.slice()), "type 1 is no intra random access");
    }

    @Test
    void aTruncatedParameterSetIsRefused() throws HeifException {
        NalUnit sps = NalUnit.splitAnnexB(new HevcStream().sps()).get(0);
        NalUnit pps = NalUnit.splitAnnexB(new HevcStream().pps()).get(0);
        int behindTheColour = 1;

        assertEachCutIsRefused(sps, sps.bytes().length - behindTheColour, SequenceParameterSet::new);
        assertEachCutIsRefused(pps, 4, PictureParameterSet::new);
    }

    private interface Parser {
        Object parse(NalUnit unit) throws HeifException;
    }

    private static void assertEachCutIsRefused(NalUnit unit, int needed, Parser parser) throws HeifException {
        parser.parse(new NalUnit(Arrays.copyOf(unit.bytes(), needed)));
        for (int length = 3; length < needed; length++) {
            NalUnit cut = new NalUnit(Arrays.copyOf(unit.bytes(), length));
            assertThatThrownBy(() -> parser.parse(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(HeifException.class)
                    .hasMessageContaining("ends early");
        }
    }

    @Test
    void theFlagThatAReusedEncoderSetsMakesNoDifference() throws HeifException {
        HevcStream stream = new HevcStream();
        byte[] fresh = stream.picture().annexB();
        stream.noOutputOfPriorPics = true;

        assertThat(stream.picture().annexB()).isEqualTo(fresh);
        assertThat(HevcPicture.ofItem(
                                stream.picture().decoderConfiguration(),
                                stream.picture().sample())
                        .annexB())
                .isEqualTo(fresh);
    }

    @Test
    void theBitThatX265HasTooManyIsTakenOut() throws HeifException {
        for (boolean every : new boolean[] {false, true}) {
            HevcStream stream = new HevcStream();
            stream.everySyntaxElement = every;
            byte[] right = stream.picture().annexB();
            stream.excessHrdFlag = true;

            assertThat(NalUnit.splitAnnexB(stream.sps()))
                    .isNotEqualTo(NalUnit.splitAnnexB(right).subList(1, 2));
            assertThat(stream.picture().annexB()).isEqualTo(right);
        }
    }

    @Test
    void clearingTheFlagEscapesTheStartCodeThatItWouldMake() throws HeifException {
        HevcStream stream = new HevcStream();
        // Second slice segments begin with first_slice_segment_in_pic_flag 0: the octet 0x40 becomes 0x00.
        byte[] second = HevcStream.nal(HevcStream.IDR_N_LP, new byte[] {0x40, 0, 1, 0x42, (byte) 0x80});
        byte[] secondCleared = HevcStream.nal(HevcStream.IDR_N_LP, new byte[] {0, 0, 1, 0x42, (byte) 0x80});
        assertThat(second).hasSize(4 + 2 + 5);
        assertThat(secondCleared).hasSize(4 + 2 + 6);

        HevcPicture picture = HevcPicture.ofAnnexB(stream.parameterSets(), HevcStream.concat(stream.slice(), second));

        assertThat(picture.annexB())
                .isEqualTo(HevcStream.concat(stream.parameterSets(), stream.slice(), secondCleared));
    }

    private static void assertRefused(byte[] packet, String message) {
        assertThatThrownBy(() -> HevcPicture.ofAnnexB(new byte[0], packet))
                .isInstanceOf(HeifException.class)
                .hasMessageContaining(message);
    }
}
