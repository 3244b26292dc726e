package org.mvjpeg.evaluation.arms;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mvjpeg.codec.DecoderOptions;
import org.mvjpeg.codec.Device;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.PostFilter;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.codec.Speed;

/** The arms known by name, and how users describe their own. */
public final class Arms {
    /** The anchor that codes as the paper did. */
    public static final String PAPER = "paper";

    /** The anchor of x265's own defaults. */
    public static final String X265 = "x265";

    /** The product as shipped. */
    public static final String MACHINE = "machine";

    /** The product's encoder settings without its network. */
    public static final String SETTINGS = "settings";

    /** The product's network with x265's default settings. */
    public static final String NETWORK = "network";

    /** The JDK's JPEG writer. */
    public static final String JPEG = "jpeg";

    private static final Map<String, Arm> KNOWN = known();

    private Arms() {}

    private static Map<String, Arm> known() {
        List<Arm> arms = List.of(
                // bpgenc's settings: preset placebo, tune ssim, constant QP. Preset slower stands in for placebo; of it
                // an intra
                // picture sees rd, rdoq-level, tu-intra-depth and limit-tu.
                hevc(
                        PAPER,
                        "x265 as the paper used it: preset slower, psy-rd off, adaptive quantisation off, constant QP",
                        options(Profile.OFF)
                                .x265Option("rd", "6")
                                .x265Option("rdoq-level", "2")
                                .x265Option("psy-rd", "0")
                                .x265Option("psy-rdoq", "0")
                                .x265Option("tu-intra-depth", "3")
                                .x265Option("limit-tu", "4")
                                .x265Option("aq-mode", "0")),
                hevc(
                        X265,
                        "x265's own defaults: preset medium, psy-rd 2, adaptive quantisation mode 2",
                        options(Profile.OFF).x265Option("aq-mode", "2")),
                hevc(
                        NETWORK,
                        "the preprocessing network alone: encoder settings as in " + X265,
                        options(Profile.MACHINE).x265Option("aq-mode", "2")),
                hevc(SETTINGS, "the product's encoder settings alone, no network", options(Profile.OFF)),
                hevc(MACHINE, "the product as shipped: network and encoder settings", options(Profile.MACHINE)),
                hevc("detection", "the product's profile for object detectors", options(Profile.DETECTION)),
                hevc("human", "the product's profile for people", options(Profile.HUMAN)),
                new Arm(
                        "gauss",
                        "training free: blur that grows with the QP, then encoder settings as in " + X265,
                        Coder.HEVC,
                        Optional.of(
                                options(Profile.OFF).x265Option("aq-mode", "2").build()),
                        PictureFilter.GAUSS),
                new Arm(
                        "mask",
                        "training free: blur outside the boxes that a detector finds, then encoder settings as in "
                                + X265,
                        Coder.HEVC,
                        Optional.of(
                                options(Profile.OFF).x265Option("aq-mode", "2").build()),
                        PictureFilter.MASK),
                new Arm(JPEG, "the JDK's JPEG writer", Coder.JPEG, Optional.empty(), PictureFilter.NONE),
                new Arm(
                        "jpeg+network",
                        "JPEG mode: the preprocessing network, then the JDK's JPEG writer",
                        Coder.JPEG,
                        Optional.of(options(Profile.MACHINE).build()),
                        PictureFilter.NONE));
        Map<String, Arm> byName = new LinkedHashMap<>();
        arms.forEach(arm -> byName.put(arm.name(), arm));
        return byName;
    }

    private static Arm hevc(String name, String description, EncoderOptions.Builder options) {
        return new Arm(name, description, Coder.HEVC, Optional.of(options.build()), PictureFilter.NONE);
    }

    /** Everything set, so that system properties change nothing. */
    private static EncoderOptions.Builder options(Profile profile) {
        return EncoderOptions.builder()
                .qp(EncoderOptions.MAX_QP)
                .profile(profile)
                .speed(Speed.BALANCED)
                .threads(1)
                .device(Device.AUTO);
    }

    /** All arms that have a name. */
    public static List<Arm> all() {
        return List.copyOf(KNOWN.values());
    }

    /** The arm of a name. @throws IllegalArgumentException listing the known ones if there is none */
    public static Arm of(String name) {
        Arm arm = KNOWN.get(name.toLowerCase(Locale.ROOT));
        if (arm == null) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not an arm; known are " + String.join(", ", KNOWN.keySet()));
        }
        return arm;
    }

    /**
     * An arm that a user describes: {@code NAME=PROFILE[,coder=jpeg][,model=FILE][,speed=SPEED][,filter=FILTER][,post-filter=POST][,post-filter-model=FILE][,OPTION=VALUE]...},
     * where options are x265's.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Arm parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("'" + text
                    + "' is not NAME=PROFILE[,coder=jpeg][,model=FILE][,speed=S][,filter=F][,post-filter=P]"
                    + "[,post-filter-model=FILE][,X265OPTION=VALUE]...");
        }
        String name = text.substring(0, equals);
        if (KNOWN.containsKey(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the arm '" + name + "' exists already; take another name");
        }
        List<String> parts =
                new ArrayList<>(Arrays.asList(text.substring(equals + 1).split(",")));
        EncoderOptions.Builder options = options(constant(Profile.class, parts.remove(0)));
        PictureFilter filter = PictureFilter.NONE;
        Coder coder = Coder.HEVC;
        DecoderOptions.Builder decoder = Arm.PLAIN.toBuilder();
        for (String part : parts) {
            String[] option = part.split("=", 2);
            if (option.length != 2) {
                throw new IllegalArgumentException("'" + part + "' in arm '" + name + "' is not OPTION=VALUE");
            }
            switch (option[0]) {
                case "model" -> options.model(Path.of(option[1]));
                case "speed" -> options.speed(constant(Speed.class, option[1]));
                case "coder" -> coder = constant(Coder.class, option[1]);
                case "post-filter" -> decoder.postFilter(constant(PostFilter.class, option[1]));
                case "post-filter-model" -> decoder.postFilterModel(Path.of(option[1]));
                case "filter" -> filter = constant(PictureFilter.class, option[1]);
                default -> options.x265Option(option[0], option[1]);
            }
        }
        DecoderOptions decoding = decoder.build();
        if (decoding.postFilterModel().isPresent() && decoding.postFilter() == PostFilter.OFF) {
            throw new IllegalArgumentException("the arm '" + name + "' has a post-filter-model and no post-filter");
        }
        return new Arm(
                name, "user's: " + text.substring(equals + 1), coder, Optional.of(options.build()), filter, decoding);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of "
                        + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT)));
    }
}
