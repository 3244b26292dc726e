package org.mvjpeg.codec;

/**
 * How a network runs on one picture.
 *
 * @param qp that it is conditioned on, 0 to 51
 * @param threads on the CPU
 */
record NetworkRun(Network network, int qp, Device device, int threads) {
    /**
     * Before x265.
     *
     * @param small whether vision networks look at the picture without shrinking it
     */
    static NetworkRun preprocessing(EncoderOptions options, boolean small) {
        return new NetworkRun(Network.preprocessing(options, small), options.qp(), options.device(), options.threads());
    }

    /** Before an encoder that is not ours. */
    static NetworkRun beforeOthers(EncoderOptions options) {
        return new NetworkRun(Network.beforeOthers(options), options.qp(), options.device(), options.threads());
    }

    /** Behind the decoder of HEVC. */
    static NetworkRun postFilter(DecoderOptions options, int qp) {
        return new NetworkRun(Network.postFilter(options), qp, options.device(), options.threads());
    }

    /** Behind a decoder of JPEG. @throws IllegalArgumentException if there is no network for that post filter */
    static NetworkRun jpegPostFilter(DecoderOptions options, int qp) {
        return new NetworkRun(Network.jpegPostFilter(options), qp, options.device(), options.threads());
    }
}
