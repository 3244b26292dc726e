package org.mvjpeg.training;

import java.util.concurrent.Executor;
import org.mvjpeg.codec.CodedPlanes;
import org.mvjpeg.codec.I420;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Models;
import org.mvjpeg.training.photos.Photo;

/** A profile as it ships: its preprocessing network, x265, and the decoder. */
final class HevcFilterCodec implements FilterCodec {
    private final Profile profile;
    private final RealCodec codec;
    private final Kernel converter = Kernel.converter(KernelPlanes.TARGET);
    private final Kernel small;
    private final Kernel large;

    /** @param executor not used to code; pictures are coded on the calling thread */
    HevcFilterCodec(Profile profile, Executor executor) {
        this.profile = profile;
        this.codec = new RealCodec(executor, profile);
        this.small = profile == Profile.OFF ? converter : Kernel.load(KernelPlanes.TARGET, Models.human());
        this.large = profile == Profile.OFF ? converter : Kernel.load(KernelPlanes.TARGET, network(profile));
    }

    private static Model network(Profile profile) {
        return switch (profile) {
            case MACHINE -> Models.machine();
            case DETECTION -> Models.detection();
            case HUMAN -> Models.human();
            case OFF -> throw new IllegalArgumentException("the profile off has no network");
        };
    }

    @Override
    public CodedPair code(Photo photo, int qp) {
        Kernel network = photo.shortSide() <= Profile.SMALL_SIDE ? small : large;
        I420 original = KernelPlanes.of(converter, photo, qp);
        CodedPlanes coded = codec.code(network == converter ? original : KernelPlanes.of(network, photo, qp), qp);
        return new CodedPair(original, coded.decoded(), coded.heif().length);
    }

    @Override
    public String settings() {
        return codec.settings();
    }

    @Override
    public void close() {
        codec.close();
        converter.close();
        if (profile != Profile.OFF) {
            small.close();
            large.close();
        }
    }
}
