package org.mvjpeg.imageio;

import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageReadParam;
import org.mvjpeg.codec.DecoderOptions;
import org.mvjpeg.codec.PostFilter;

/**
 * Parameters of {@link MvjpegImageReader}. Everything that is not set here comes from the system properties that {@link DecoderOptions}
 * names; without any, pictures are read as every decoder shows them.
 */
public final class MvjpegImageReadParam extends ImageReadParam {
    private PostFilter postFilter;
    private Path postFilterModel;

    /** Parameters that ask for nothing of their own. */
    public MvjpegImageReadParam() {}

    /** The network behind the decoder, if it was set. */
    public Optional<PostFilter> getPostFilter() {
        return Optional.ofNullable(postFilter);
    }

    /**
     * Sets the network behind the decoder. Alpha, thumbnails and pictures of 4:2:2 or 4:4:4 are read without one.
     *
     * @param filter or {@code null} for the default
     */
    public void setPostFilter(PostFilter filter) {
        this.postFilter = filter;
    }

    /** The file of the network that stands in for the post filter's own, if it was set. */
    public Optional<Path> getPostFilterModel() {
        return Optional.ofNullable(postFilterModel);
    }

    /**
     * Sets a network of one's own instead of the post filter's; {@link PostFilter#OFF} runs none.
     *
     * @param model a safetensors file, or {@code null} for the default
     * @throws IllegalArgumentException if the file cannot be read
     */
    public void setPostFilterModel(Path model) {
        if (model != null) {
            DecoderOptions.builder().postFilterModel(model);
        }
        this.postFilterModel = model;
    }

    /** What the decoder is asked for: the system properties, overruled by what was set here. */
    public DecoderOptions toDecoderOptions() {
        DecoderOptions.Builder options = DecoderOptions.builder();
        getPostFilter().ifPresent(options::postFilter);
        getPostFilterModel().ifPresent(options::postFilterModel);
        return options.build();
    }

    /** The post filter that is asked for. @param from of any plug-in, or {@code null} */
    void copyPostFilter(ImageReadParam from) {
        if (from instanceof MvjpegImageReadParam ours) {
            postFilter = ours.postFilter;
            postFilterModel = ours.postFilterModel;
        }
    }
}
