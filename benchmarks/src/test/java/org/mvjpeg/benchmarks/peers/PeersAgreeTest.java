package org.mvjpeg.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mvjpeg.benchmarks.NativePicture;
import org.mvjpeg.benchmarks.PhotoLike;
import org.mvjpeg.benchmarks.PlanesBuffer;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Models;

/** A peer that computes something else would be no peer: networks of all sizes, uniform and individual skips, two QPs. */
class PeersAgreeTest {
    private static final BufferedImage PICTURE = PhotoLike.of(256, 192);

    /** With the most gray levels that a sample may be off, in single precision and with 8 bits: more with four body layers. */
    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("machine", Models.machine(), 32, 0.75, 2.0),
                Arguments.of("human", Models.human(), 32, 0.75, 2.0),
                Arguments.of("jpeg", Models.jpeg(), 32, 0.75, 2.0),
                Arguments.of("filter-fidelity", Models.filterFidelity(), 32, 1.25, 2.5),
                Arguments.of("detection", Models.detection(), 45, 0.75, 2.0),
                Arguments.of("human", Models.human(), 20, 0.75, 2.0));
    }

    @ParameterizedTest(name = "{0}, QP {2}")
    @MethodSource("models")
    void computeTheKernelsPicture(String name, Model model, int qp, double limit, double integerLimit) {
        Peers peers = new Peers(model, qp, PICTURE);
        for (Agreement single :
                List.of(difference(peers::onnxRuntime, model, qp), difference(peers::openCv, model, qp))) {
            assertThat(single.largest()).isLessThan(limit);
            // Rounding the result alone makes a quarter.
            assertThat(single.mean()).isLessThan(0.3);
        }
        assertThat(difference(peers::onnxRuntimeInteger, model, qp).largest()).isLessThan(integerLimit);
        try (Peer libTorch = peers.libTorch();
                Peer reference = peers.onnxRuntime(Part.BRANCH)) {
            Agreement.requireBranch(libTorch, reference);
        }
    }

    @Test
    void anotherNetworkIsFound() {
        Peers peers = new Peers(Models.human(), 32, PICTURE);
        Agreement agreement = difference(peers::onnxRuntime, Models.machine(), 32);
        assertThatThrownBy(() -> agreement.require("the peer", 2)).hasMessageContaining("no peer");
    }

    private static Agreement difference(Function<Part, Peer> peers, Model model, int qp) {
        try (Kernel kernel = Kernel.load("cpu", model);
                NativePicture pixels = new NativePicture(PICTURE);
                PlanesBuffer planes = new PlanesBuffer(PICTURE.getWidth(), PICTURE.getHeight());
                Peer peer = peers.apply(Part.NETWORK)) {
            kernel.process(pixels.source(), qp, planes.planes(), 1);
            peer.run();
            return Agreement.of(peer, planes);
        }
    }
}
