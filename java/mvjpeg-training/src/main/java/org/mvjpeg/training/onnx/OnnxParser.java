package org.mvjpeg.training.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the ModelProto of an ONNX file: the parts that an inference needs. */
final class OnnxParser {
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<String, OnnxTensor> initializers = new LinkedHashMap<>();
    private final List<OnnxValue> inputs = new ArrayList<>();
    private final List<OnnxValue> outputs = new ArrayList<>();
    private long opset;
    private boolean hasGraph;

    private OnnxParser() {}

    /** @throws IOException naming what is damaged, missing or not supported */
    static OnnxGraph parse(byte[] file) throws IOException {
        OnnxParser parser = new OnnxParser();
        try {
            new MessageReader(file).each(parser::model);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("not a whole ONNX file: " + e.getMessage(), e);
        }
        if (!parser.hasGraph) {
            throw new IOException("not an ONNX file: it holds no graph");
        }
        if (parser.opset < 1) {
            throw new IOException("the file names no version of the ONNX operator set");
        }
        return new OnnxGraph(
                parser.opset,
                List.copyOf(parser.nodes),
                Map.copyOf(parser.initializers),
                List.copyOf(parser.inputs),
                List.copyOf(parser.outputs));
    }

    static boolean isStandard(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }

    private void model(int number, MessageReader reader) throws IOException {
        switch (number) {
            case OnnxFields.MODEL_GRAPH -> {
                hasGraph = true;
                reader.message(this::graph);
            }
            case OnnxFields.MODEL_OPSET_IMPORT -> {
                String[] domain = {""};
                long[] version = {0};
                reader.message((field, in) -> {
                    switch (field) {
                        case OnnxFields.OPSET_DOMAIN -> domain[0] = in.text();
                        case OnnxFields.OPSET_VERSION -> version[0] = in.integer();
                        default -> {}
                    }
                });
                if (isStandard(domain[0])) {
                    opset = version[0];
                }
            }
            default -> {}
        }
    }

    private void graph(int number, MessageReader reader) throws IOException {
        switch (number) {
            case OnnxFields.GRAPH_NODE -> nodes.add(node(reader));
            case OnnxFields.GRAPH_INITIALIZER -> {
                OnnxTensor tensor = TensorParser.parse(reader);
                if (initializers.put(tensor.name(), tensor) != null) {
                    throw new IOException("there are two initializers named '" + tensor.name() + "'");
                }
            }
            case OnnxFields.GRAPH_SPARSE_INITIALIZER -> throw new IOException("sparse initializers are not supported");
            case OnnxFields.GRAPH_INPUT -> inputs.add(ValueParser.parse(reader));
            case OnnxFields.GRAPH_OUTPUT -> outputs.add(ValueParser.parse(reader));
            default -> {}
        }
    }

    private static OnnxNode node(MessageReader reader) throws IOException {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        String[] texts = {"", "", ""};
        Map<String, Object> attributes = new HashMap<>();
        reader.message((number, in) -> {
            switch (number) {
                case OnnxFields.NODE_INPUT -> inputs.add(in.text());
                case OnnxFields.NODE_OUTPUT -> outputs.add(in.text());
                case OnnxFields.NODE_NAME -> texts[0] = in.text();
                case OnnxFields.NODE_OPERATOR -> texts[1] = in.text();
                case OnnxFields.NODE_DOMAIN -> texts[2] = in.text();
                case OnnxFields.NODE_ATTRIBUTE -> new AttributeParser().parse(in, attributes);
                default -> {}
            }
        });
        return new OnnxNode(
                texts[0], texts[1], texts[2], List.copyOf(inputs), List.copyOf(outputs), Map.copyOf(attributes));
    }
}
