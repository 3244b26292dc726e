package org.mvjpeg.imageio;

import javax.imageio.ImageWriteParam;
import org.mvjpeg.codec.EncoderOptions;

/** What the standard tiling parameters of any plug-in ask of the encoder. */
final class RequestedTiles {
    private RequestedTiles() {}

    /**
     * Sets the tiles; without a word on them it stays with what the system properties say.
     *
     * @param param that can write tiles
     * @throws IllegalArgumentException if tiles cannot have the size
     * @throws IllegalStateException if the mode is explicit and no size is set
     */
    static void set(EncoderOptions.Builder options, ImageWriteParam param) {
        switch (param.getTilingMode()) {
            case ImageWriteParam.MODE_DISABLED -> options.tile(0);
            case ImageWriteParam.MODE_DEFAULT -> options.tile(EncoderOptions.DEFAULT_TILE);
            case ImageWriteParam.MODE_EXPLICIT -> options.tile(param.getTileWidth(), param.getTileHeight());
            default -> {
                // Copied from metadata, which has none.
            }
        }
    }
}
