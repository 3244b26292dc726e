package org.mvjpeg.codec;

/** For whom a picture is compressed. */
public enum Profile {
    /** For vision networks: preprocessing network and encoder settings that machines profit from. */
    MACHINE,
    /** For people: the same tools with a tight bound on visible change. */
    HUMAN,
    /** No preprocessing network: plain colour conversion and x265. */
    OFF
}
