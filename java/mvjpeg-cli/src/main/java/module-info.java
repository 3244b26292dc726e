/** The command line: encode, decode, info, compare, evaluate, doctor. */
module org.mvjpeg.cli {
    requires com.grack.nanojson;
    requires info.picocli;
    requires java.desktop;
    requires java.logging;
    requires me.tongfei.progressbar;
    requires org.mvjpeg.codec;
    requires org.mvjpeg.evaluation;
    requires org.mvjpeg.heif;
    requires org.mvjpeg.imageio;
    requires org.mvjpeg.sets;

    opens org.mvjpeg.cli to
            info.picocli;
}
