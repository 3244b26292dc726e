/** Rate control over a set of pictures: one budget for all, spent where it is worth most. */
@SuppressWarnings("module") // Those that internals are exported to are compiled later.
module org.mvjpeg.sets {
    requires transitive java.desktop;
    requires transitive org.mvjpeg.codec;
    requires com.grack.nanojson;

    exports org.mvjpeg.sets;
    exports org.mvjpeg.sets.fidelity;
    exports org.mvjpeg.sets.internal to
            org.mvjpeg.cli,
            org.mvjpeg.evaluation;
}
