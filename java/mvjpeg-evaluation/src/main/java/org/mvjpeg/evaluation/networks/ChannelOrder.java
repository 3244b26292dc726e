package org.mvjpeg.evaluation.networks;

/** The order of the three planes of a network's input. */
public enum ChannelOrder {
    RGB,
    BGR
}
